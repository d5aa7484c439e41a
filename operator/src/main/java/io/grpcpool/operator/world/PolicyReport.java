package io.grpcpool.operator.world;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Plan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the planner thread last decided about a policy.
 *
 * @param document as it is written now
 * @param result what became of that document
 * @param served what clients are told; null: nothing
 * @param servedDocument what that was planned from
 * @param terminating whether the policy is deleted and served on for a while
 */
public record PolicyReport(
    PolicyDocument document,
    PlanResult result,
    @Nullable Plan served,
    @Nullable PolicyDocument servedDocument,
    boolean terminating) {

  /** The document that is served while what is written now is refused, or not judged yet. */
  public Optional<PolicyDocument> standIn() {
    return Optional.ofNullable(servedDocument)
        .filter(older -> !(result instanceof PlanResult.Planned))
        .filter(older -> older.generation() < document.generation());
  }

  /** The policy's own. */
  public PolicyId id() {
    return document.id();
  }
}
