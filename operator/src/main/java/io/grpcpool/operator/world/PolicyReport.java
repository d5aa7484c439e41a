package io.grpcpool.operator.world;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the planner thread last decided about a policy.
 *
 * @param document as it is written now
 * @param result what became of that document
 * @param served what clients are told; null: nothing
 * @param terminating whether the policy is deleted and served on for a while
 */
public record PolicyReport(
    PolicyDocument document, PlanResult result, @Nullable Plan served, boolean terminating) {

  /** The policy's own. */
  public PolicyId id() {
    return document.id();
  }
}
