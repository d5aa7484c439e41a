package io.grpcpool.operator.world;

import io.grpcpool.operator.world.PlannerThread.Cancellable;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.withdraw.Deletions;
import io.grpcpool.planner.withdraw.Deletions.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Confined to the planner thread. Lets time pass for deleted policies. */
final class Withdrawals {

  private final PlannerThread thread;
  private final BiConsumer<PolicyId, Stage> advanced;
  private final Deletions deletions = new Deletions();
  private final Map<PolicyId, Stage> reached = new HashMap<>();
  private @Nullable Cancellable timer;

  /**
   * @param advanced told once for each stage that a policy reaches
   */
  Withdrawals(PlannerThread thread, BiConsumer<PolicyId, Stage> advanced) {
    this.thread = thread;
    this.advanced = advanced;
  }

  void present(PolicyId id) {
    deletions.present(id);
    reached.remove(id);
  }

  /**
   * Begins to withdraw a policy.
   *
   * @return whether it is held until a person confirms
   */
  boolean delete(PolicyId id, Duration grace) {
    deletions.deleted(id, grace, thread.instant());
    reached.put(id, Stage.SERVED);
    advance();
    return deletions.held().contains(id);
  }

  SortedSet<PolicyId> held() {
    return deletions.held();
  }

  void confirm() {
    deletions.confirm(thread.instant());
    advance();
  }

  private void advance() {
    Instant now = thread.instant();
    Map.copyOf(reached)
        .forEach(
            (id, before) -> {
              Stage stage = deletions.stage(id, now);
              if (stage != before) {
                reached.put(id, stage);
                advanced.accept(id, stage);
              }
            });
    reached.keySet().removeAll(deletions.forgetGone(now));
    if (timer != null) {
      timer.cancel();
    }
    timer =
        deletions
            .nextChange(now)
            .map(next -> thread.schedule(Duration.between(now, next), this::advance))
            .orElse(null);
  }
}
