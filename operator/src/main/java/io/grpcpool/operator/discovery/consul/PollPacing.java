package io.grpcpool.operator.discovery.consul;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Confined to the source's thread. The index and the pace of one loop of blocking queries. A change
 * is never waited for: twenty may come at once and then five a second. Answers that come early and
 * bring nothing are slowed down for as long as they last.
 */
final class PollPacing {
  private static final int BURST = 20;
  private static final Duration REFILL = Duration.ofMillis(200);
  private static final int FREE_EARLY_RETURNS = 2;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(15);
  private static final int MAX_DOUBLINGS = 4;

  private final Backoff backoff;
  private final Duration pollWait;
  private long index;
  private int earlyReturns;
  private final int burst;
  private final Duration refill;
  private int tokens;
  private Instant refilled = Instant.MIN;

  PollPacing(RandomGenerator random, Duration pollWait) {
    this(random, pollWait, BURST, REFILL);
  }

  /**
   * @param burst changes that may come at once
   * @param refill between two further ones, where they go on
   */
  PollPacing(RandomGenerator random, Duration pollWait, int burst, Duration refill) {
    this.backoff = new Backoff(random);
    this.pollWait = pollWait;
    this.burst = burst;
    this.refill = refill;
    this.tokens = burst;
  }

  /** The index to wait on; 0: read without one. */
  long index() {
    return index;
  }

  /**
   * Takes the index of a whole read. It may stand below the one that streaming answers gave for the
   * same state.
   */
  void startAt(long read) {
    index = Math.max(index, read);
  }

  /** The next read is a whole one. */
  void restart() {
    index = 0;
  }

  /**
   * Takes the index of a blocking query's answer.
   *
   * @return false where it went back: then whatever happened in between was missed, and the next
   *     read must be a whole one
   */
  boolean advance(long answered) {
    boolean forward = answered >= index;
    index = forward ? answered : 0;
    return forward;
  }

  /**
   * How long to wait before the next query, after an answer that could be believed.
   *
   * @param changed its content or its index; an index that moves on without news is a change of
   *     something that is not looked at, and the next one may matter
   */
  Duration afterReturn(boolean changed, Duration took, Instant now) {
    backoff.succeeded(now);
    if (changed) {
      earlyReturns = 0;
      return takeToken(now);
    }
    // An agent that shuts down answers early, again and again, with the same index.
    boolean early = took.multipliedBy(2).compareTo(pollWait) < 0;
    earlyReturns = early ? earlyReturns + 1 : 0;
    int excess = earlyReturns - FREE_EARLY_RETURNS;
    if (excess <= 0) {
      return Duration.ZERO;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(excess - 1, MAX_DOUBLINGS));
    return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
  }

  /** How long to wait before the next whole read, after a failure. */
  Duration afterFailure(Duration retryAfter, Instant now) {
    index = 0;
    return backoff.failed(now, retryAfter);
  }

  private Duration takeToken(Instant now) {
    if (refilled.equals(Instant.MIN)) {
      refilled = now;
    }
    long due = Duration.between(refilled, now).toMillis() / refill.toMillis();
    if (due > 0) {
      tokens = (int) Math.min(burst, tokens + due);
      refilled = refilled.plus(refill.multipliedBy(due));
    }
    tokens--;
    return tokens >= 0 ? Duration.ZERO : refill.multipliedBy(-tokens);
  }
}
