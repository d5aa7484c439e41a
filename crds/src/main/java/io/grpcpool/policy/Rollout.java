package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable. Steps by which the control plane moves traffic. */
@DocumentPart
public record Rollout(
    @Nullable List<Rollout.Step> steps,
    @Nullable String progressDeadline,
    @Nullable String postPromotionWatch,
    Rollout.@Nullable OnRollback onRollback) {
  public Rollout {
    steps = Copies.of(steps);
  }

  /** Immutable. A share and how long it is watched. */
  @DocumentPart
  public record Step(
      @Nullable Integer weight, @Nullable String observe, @Nullable String approval) {}

  /** Immutable. What else happens on a rollback. */
  @DocumentPart
  public record OnRollback(Rollout.@Nullable Scale scale) {}

  /** Immutable. The workload that is scaled up. */
  @DocumentPart
  public record Scale(@Nullable String workload, @Nullable String factor) {}
}
