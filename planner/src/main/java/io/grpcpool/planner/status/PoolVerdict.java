package io.grpcpool.planner.status;

import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.planner.size.PoolSize;
import io.grpcpool.planner.size.PoolSize.Limit;
import io.grpcpool.planner.size.TrackSizing;
import io.grpcpool.policy.status.ConditionReason;
import io.grpcpool.policy.status.ConditionType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Immutable. Whether load has the connections that it needs. */
final class PoolVerdict {

  private PoolVerdict() {}

  /** Empty while no client has told of a pool. */
  static Optional<Verdict> of(Plan plan, Map<String, TrackSizing> sizes) {
    List<Sized> told =
        plan.tracks().stream()
            .flatMap(track -> Sized.of(track, sizes.get(track.cluster())).stream())
            .toList();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    String message = told.stream().map(Sized::words).collect(Collectors.joining("; "));
    return Optional.of(
        told.stream().anyMatch(track -> track.size().limit() != Limit.NONE)
            ? Verdict.no(ConditionType.POOL_SIZED, ConditionReason.CLAMPED, message)
            : Verdict.yes(ConditionType.POOL_SIZED, ConditionReason.ADVISORY, message));
  }

  /** Immutable. A track whose pools a client has told of. */
  private record Sized(String track, PoolSize size) {

    static Optional<Sized> of(TrackPlan track, @Nullable TrackSizing sizing) {
      return Optional.ofNullable(sizing).map(known -> new Sized(track.name(), known.size()));
    }

    String words() {
      String connections = size.connections() == 1 ? " connection" : " connections";
      String enough = track + ": " + size.connections() + connections + " per endpoint and pool";
      return switch (size.limit()) {
        case NONE -> enough + " would do";
        case MAX -> enough + ", the most that the policy allows; load needs more";
        case BUDGET -> enough + ", all that the budget of each backend allows; load needs more";
      };
    }
  }
}
