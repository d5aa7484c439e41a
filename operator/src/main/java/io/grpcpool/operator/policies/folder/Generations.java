package io.grpcpool.operator.policies.folder;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.GrpcPoolPolicySpec;

/**
 * Numbers the contents of policies that no API server numbers. Called from the thread that scans.
 */
public interface Generations {

  /** The number of this content: one higher than the last content of the policy, from 1. */
  long of(PolicyId id, GrpcPoolPolicySpec spec);

  /** The number that an earlier content had; the last content of the policy stays what it is. */
  long remembered(PolicyId id, GrpcPoolPolicySpec spec);

  /** Called after each look at the folder: what was counted may be written down. */
  void keep();
}
