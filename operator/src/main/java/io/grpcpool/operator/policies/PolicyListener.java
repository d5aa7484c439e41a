package io.grpcpool.operator.policies;

import io.grpcpool.planner.PolicyId;

/** Called one at a time, from a thread of the source's; returns quickly. */
public interface PolicyListener {

  /**
   * What an earlier process served of a policy whose present document it refused. Told before the
   * present one is; it counts until that one can be served, where nothing is served already.
   */
  void remembered(PolicyDocument document);

  /** A policy is new, changed or seen again. */
  void observed(PolicyDocument document);

  /**
   * A policy is still there, and what is now written of it cannot be read; what was read before
   * holds.
   *
   * @param problem which file, which line, and what is wrong
   */
  void unreadable(PolicyId id, String problem);

  /** A policy is gone. */
  void deleted(PolicyId id);

  /** Every policy that there is at the start has been observed. Called once. */
  void listed();
}
