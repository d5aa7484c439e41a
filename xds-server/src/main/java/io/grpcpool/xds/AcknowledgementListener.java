package io.grpcpool.xds;

import java.util.Set;

/** Called on one thread at a time; must not block. */
@FunctionalInterface
public interface AcknowledgementListener {

  /**
   * The counts of these resources changed since the last call. Changes are gathered for 20 ms, so a
   * push to thousands of streams is a handful of calls.
   */
  void acknowledgementsChanged(Set<ResourceKey> keys);
}
