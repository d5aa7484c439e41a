package io.grpcpool.xds.peer;

import java.util.Optional;

/** Thread-safe. What this replica knows by its own clients. */
@FunctionalInterface
public interface SoftStateSource {

  /** As of now; empty for a policy of which there is nothing to say. Must return quickly. */
  Optional<PolicySoftState> of(PolicyKey policy);
}
