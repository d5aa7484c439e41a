package io.grpcpool.planner.status;

import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.size.TrackSizing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What a status is made from.
 *
 * @param generation of the document that {@code result} judges
 * @param result the latest planning; a document with violations counts as rejected
 * @param served what clients are served now; null: nothing
 * @param acknowledged the newest plan that every connected client has acknowledged; null: none
 * @param sizes of the tracks' pools, by cluster; without those that no client has told of
 * @param terminating whether the policy is deleted and served on for a while
 */
public record StatusInput(
    long generation,
    PlanResult result,
    @Nullable Plan served,
    @Nullable Plan acknowledged,
    ClientCounts clients,
    Map<String, TrackSizing> sizes,
    boolean terminating) {

  /** Copies the sizes. */
  public StatusInput {
    sizes = Map.copyOf(sizes);
  }
}
