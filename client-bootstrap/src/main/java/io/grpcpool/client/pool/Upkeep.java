package io.grpcpool.client.pool;

import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. Lets every endpoint do what time asks for, as soon as
 * the first of them has something to do, but not more often than the clock of the settings needs.
 */
final class Upkeep {

  private static final long SHORTEST_NANOS = Duration.ofMillis(10).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int ROUNDS_PER_TIMEOUT = 10;

  private final PoolRuntime runtime;
  private final Supplier<Collection<EndpointPool>> endpoints;
  private @Nullable ScheduledHandle next;
  private long nextAt;
  private long shortestWait = SHORTEST_NANOS;

  Upkeep(PoolRuntime runtime, Supplier<Collection<EndpointPool>> endpoints) {
    this.runtime = runtime;
    this.endpoints = endpoints;
  }

  /** The settings are new. */
  void follow(Lifetimes lifetimes) {
    long shortest =
        Stream.of(lifetimes.idleTimeout(), lifetimes.shrinkAfter(), lifetimes.maxConnectionAge())
            .mapToLong(Duration::toNanos)
            .min()
            .orElseThrow();
    shortestWait = Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, shortest / ROUNDS_PER_TIMEOUT));
    schedule();
  }

  /** Sees to it that the next round comes in time for what has changed. */
  void schedule() {
    long now = runtime.nanoTime();
    long wait = Long.MAX_VALUE;
    for (EndpointPool endpoint : endpoints.get()) {
      wait = Math.min(wait, endpoint.nanosUntilTended(now));
    }
    if (wait == Long.MAX_VALUE) {
      return; // a round that is planned already finds nothing to do
    }
    wait = Math.max(shortestWait, wait);
    if (next == null || !next.isPending() || nextAt - now > wait) {
      stop();
      nextAt = now + wait;
      next = runtime.schedule("upkeep", Duration.ofNanos(wait), this::round);
    }
  }

  void stop() {
    if (next != null) {
      next.cancel();
    }
  }

  private void round() {
    long now = runtime.nanoTime();
    endpoints.get().forEach(endpoint -> endpoint.tend(now));
    next = null;
    schedule();
  }
}
