package io.grpcpool.xds;

import io.grpcpool.xds.identity.ClientIdentity;

/**
 * Thread-safe: asked on the threads that serve streams, so it must answer at once. Tells names that
 * are absent from names that may still turn up.
 */
@FunctionalInterface
public interface NameKnowledge {

  /** Every name that is not served is absent. */
  NameKnowledge COMPLETE = (key, client) -> false;

  /**
   * Whether a name that is not served may be served shortly, because the sources that would tell
   * have not answered yet. The first answer of a stream that asks for such a name waits for at most
   * 10 s (clients give up after 15 s).
   *
   * <p>A name that would not exist for this client when it is served is not pending for it: that
   * its answer waits would tell it that there is such a name.
   */
  boolean isPending(ResourceKey key, ClientIdentity client);
}
