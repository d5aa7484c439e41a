package io.grpcpool.xds.admission;

/** Not thread-safe: its owner's thread or lock guards it. Bounds how often something may happen. */
public final class TokenBucket {

  private final double perNano;
  private final double capacity;
  private double tokens;
  private long filledAt;

  /**
   * Starts full.
   *
   * @param perSecond how many tokens come in a second, above 0
   * @param capacity how many there can be, at least 1
   * @param nowNanos a monotonic clock
   */
  public TokenBucket(double perSecond, double capacity, long nowNanos) {
    this.perNano = perSecond / 1e9;
    this.capacity = capacity;
    this.tokens = capacity;
    this.filledAt = nowNanos;
  }

  /** Takes a token if there is one. */
  public boolean tryTake(long nowNanos) {
    fill(nowNanos);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** The time until there is a token, 0 if there is one. */
  public long nanosUntilNext(long nowNanos) {
    fill(nowNanos);
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perNano);
  }

  private void fill(long nowNanos) {
    tokens = Math.min(capacity, tokens + Math.max(0, nowNanos - filledAt) * perNano);
    filledAt = nowNanos;
  }
}
