package io.grpcpool.operator.policies.folder;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.GrpcPoolPolicySpec;
import java.util.HashMap;
import java.util.Map;

/** Confined to the thread that scans. Counts from 1 at every start of the process. */
public final class GenerationsInMemory implements Generations {

  private final Map<PolicyId, Counted> counted = new HashMap<>();

  private record Counted(long generation, GrpcPoolPolicySpec spec) {}

  @Override
  public long of(PolicyId id, GrpcPoolPolicySpec spec) {
    Counted now =
        counted.merge(
            id,
            new Counted(1, spec),
            (old, fresh) ->
                old.spec().equals(spec) ? old : new Counted(old.generation() + 1, spec));
    return now.generation();
  }
}
