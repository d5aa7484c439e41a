package io.grpcpool.xds;

/** Confined to its stream's shard. Bounds how often something may happen. */
final class TokenBucket {

  private final double perNano;
  private final double capacity;
  private double tokens;
  private long filledAt;

  /** Starts full. */
  TokenBucket(double perSecond, double capacity, long nowNanos) {
    this.perNano = perSecond / 1e9;
    this.capacity = capacity;
    this.tokens = capacity;
    this.filledAt = nowNanos;
  }

  boolean tryTake(long nowNanos) {
    tokens = Math.min(capacity, tokens + Math.max(0, nowNanos - filledAt) * perNano);
    filledAt = nowNanos;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
