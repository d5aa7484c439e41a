package io.grpcpool.operator.policies;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.policy.GrpcPoolPolicy;
import java.util.Objects;

/**
 * Immutable, as long as nobody changes the policy that it holds; nobody may. A policy as its source
 * has it now, valid or not.
 *
 * @param generation 1 or more; another one whenever the content is another
 * @param seniority who wins a name that two policies ask for
 * @param changedBy who made the last change: a field manager of Kubernetes, or {@code file}
 */
public record PolicyDocument(
    PolicyId id, long generation, GrpcPoolPolicy policy, Seniority seniority, String changedBy) {

  /** Whether another document asks for the same as this one. */
  public boolean sameContent(PolicyDocument other) {
    return generation == other.generation
        && seniority.equals(other.seniority)
        && Objects.equals(policy.getSpec(), other.policy.getSpec());
  }
}
