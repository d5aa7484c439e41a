package io.grpcpool.operator.world;

import io.grpcpool.operator.world.PlannerThread.Cancellable;
import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the planner thread. Decides when a changed policy is planned: at once when it was
 * quiet, else when its changes have paused for their window, and never later than a second after
 * the first of them.
 */
final class DirtyPolicies {

  static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final PlannerThread thread;
  private final Consumer<PolicyId> plan;
  private final PlanningListener listener;
  private final Map<PolicyId, Entry> entries = new HashMap<>();

  private static final class Entry {
    Instant planned = Instant.MIN;
    @Nullable Instant firstChange;
    @Nullable Cancellable timer;
  }

  /**
   * @param plan called on the planner thread, possibly from within {@link #mark}
   * @param listener hears how long changes waited
   */
  DirtyPolicies(PlannerThread thread, Consumer<PolicyId> plan, PlanningListener listener) {
    this.listener = listener;
    this.thread = thread;
    this.plan = plan;
  }

  void mark(PolicyId id, Urgency urgency) {
    Entry entry = entries.computeIfAbsent(id, key -> new Entry());
    Instant now = thread.instant();
    boolean quiet =
        entry.firstChange == null && !entry.planned.isAfter(now.minus(urgency.window()));
    if (quiet || urgency == Urgency.LOSS) {
      planNow(id, entry, urgency);
      return;
    }
    if (entry.firstChange == null) {
      entry.firstChange = now;
    }
    Duration left = Duration.between(now, entry.firstChange.plus(LONGEST_WAIT));
    Duration wait = urgency.window().compareTo(left) < 0 ? urgency.window() : left;
    stopTimer(entry);
    entry.timer = thread.schedule(wait, () -> planNow(id, entry, urgency));
  }

  /** Forgets a policy that is gone. */
  void forget(PolicyId id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      stopTimer(entry);
    }
  }

  private void planNow(PolicyId id, Entry entry, Urgency urgency) {
    stopTimer(entry);
    Instant now = thread.instant();
    Instant first = entry.firstChange == null ? now : entry.firstChange;
    listener.debounced(urgency.label(), Duration.between(first, now));
    entry.firstChange = null;
    entry.planned = now;
    plan.accept(id);
  }

  private static void stopTimer(Entry entry) {
    if (entry.timer != null) {
      entry.timer.cancel();
      entry.timer = null;
    }
  }
}
