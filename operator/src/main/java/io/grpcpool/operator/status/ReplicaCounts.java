package io.grpcpool.operator.status;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.ResourceKey;
import java.util.List;
import java.util.function.Function;

/**
 * Thread-safe. How far resources have come with the clients of each replica: counts are of what
 * this replica serves.
 */
@FunctionalInterface
public interface ReplicaCounts {

  /** One for each replica that is heard, this one first; for the resources of one policy. */
  List<Function<ResourceKey, Acknowledgements>> of(PolicyId policy);
}
