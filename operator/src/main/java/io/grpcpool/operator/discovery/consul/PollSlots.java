package io.grpcpool.operator.discovery.consul;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the source's thread. The budget of long polls: Consul refuses a client address more
 * than 200 connections. Who gets no slot is read in turn, and promoted when one is free.
 */
final class PollSlots {
  private static final Duration MAX_TURN = Duration.ofMillis(100);
  private static final Duration MIN_TURN = Duration.ofMillis(10);

  /** However many wait, each is read once in this time, as far as the shortest turn allows. */
  private static final Duration ROUND = Duration.ofSeconds(30);

  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private final int configured;
  private final Timing timing;
  private final ConsulMetrics metrics;
  private final Set<Turn> holders = new HashSet<>();
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private int budget;
  private Instant changed;
  private Timing.@Nullable Timer timer;

  PollSlots(int configured, Timing timing, ConsulMetrics metrics) {
    this.configured = configured;
    this.budget = configured;
    this.timing = timing;
    this.metrics = metrics;
    this.changed = timing.now();
  }

  /** Who may poll. */
  interface Turn {
    /** Holds a slot: polls until it leaves. */
    void poll();

    /** Has none: reads once, then enters again. */
    void read();
  }

  /** Polls at once where a slot is free, else waits for its turn to read. */
  void enter(Turn turn) {
    if (holders.contains(turn) || holders.size() < budget) {
      hold(turn);
      return;
    }
    waiting.remove(turn);
    waiting.add(turn);
    arm();
  }

  boolean holds(Turn turn) {
    return holders.contains(turn);
  }

  /** Has no turn until it enters again; a slot that it holds it keeps. */
  void rest(Turn turn) {
    waiting.remove(turn);
  }

  void leave(Turn turn) {
    waiting.remove(turn);
    holders.remove(turn);
    metrics.polls(holders.size());
  }

  /** Consul refused a connection: one poll less, until a minute passes without a refusal. */
  void refused(Turn turn) {
    leave(turn);
    budget = Math.max(0, Math.min(budget - 1, holders.size()));
    changed = timing.now();
    arm();
  }

  private void hold(Turn turn) {
    holders.add(turn);
    metrics.polls(holders.size());
    turn.poll();
  }

  private void arm() {
    if (timer == null) {
      timer = timing.after(turn(), this::next);
    }
  }

  private Duration turn() {
    Duration share = ROUND.dividedBy(Math.max(1, waiting.size()));
    Duration bounded = share.compareTo(MAX_TURN) < 0 ? share : MAX_TURN;
    return bounded.compareTo(MIN_TURN) > 0 ? bounded : MIN_TURN;
  }

  private void next() {
    timer = null;
    Instant now = timing.now();
    if (budget < configured && changed.plus(RECOVERY).isBefore(now)) {
      budget++;
      changed = now;
    }
    Turn turn = waiting.poll();
    if (turn != null && holders.size() < budget) {
      hold(turn);
    } else if (turn != null) {
      turn.read();
    }
    if (!waiting.isEmpty() || budget < configured) {
      arm();
    }
  }
}
