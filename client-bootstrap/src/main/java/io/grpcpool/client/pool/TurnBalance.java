package io.grpcpool.client.pool;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe: one counter, which concurrent exchanges may carry past its limit by one each. How
 * far an endpoint is ahead of its turns in the rotation, or behind.
 *
 * <p>An endpoint may take another one's turn, as long as neither gets further from its share than
 * the limit: over any time the calls of each differ from what the weights say by no more than that.
 */
final class TurnBalance {

  /** Turns that the endpoint of the greatest weight may be ahead or behind. */
  private static final int MOST = 16;

  private final AtomicInteger ahead = new AtomicInteger();
  private final int limit;

  private TurnBalance(int limit) {
    this.limit = limit;
  }

  /**
   * Balances for a rotation; what has little weight may be ahead by little.
   *
   * @param weights each positive
   */
  static TurnBalance[] of(long[] weights) {
    long greatest = 1;
    for (long weight : weights) {
      greatest = Math.max(greatest, weight);
    }
    TurnBalance[] balances = new TurnBalance[weights.length];
    for (int i = 0; i < weights.length; i++) {
      balances[i] =
          new TurnBalance((int) Math.max(1, Math.round((double) MOST * weights[i] / greatest)));
    }
    return balances;
  }

  /** Balances for an order in which each call is meant for its endpoint and for no other. */
  static TurnBalance[] none(int endpoints) {
    TurnBalance[] balances = new TurnBalance[endpoints];
    Arrays.setAll(balances, i -> new TurnBalance(0));
    return balances;
  }

  /** Takes the turn of the other, unless that would carry either too far from its share. */
  boolean takeTurnOf(TurnBalance other) {
    if (ahead.get() >= limit || other.ahead.get() <= -other.limit) {
      return false;
    }
    ahead.incrementAndGet();
    other.ahead.decrementAndGet();
    return true;
  }

  int ahead() {
    return ahead.get();
  }
}
