package io.grpcpool.client.pool;

import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: atomic counters. Counts what happens to one pool's connections and tells the
 * registry.
 */
final class PoolEvents {

  private final PoolRegistry registry;
  private final PoolName pool;
  private final Protection protection;
  private final AtomicLong created = new AtomicLong();
  private final AtomicLong destroyed = new AtomicLong();

  PoolEvents(PoolRegistry registry, PoolName pool, Protection protection) {
    this.registry = registry;
    this.pool = pool;
    this.protection = protection;
  }

  void endpointsUpdated() {
    registry.endpointsUpdated(pool);
  }

  void endpointChecked(String endpoint, boolean healthy) {
    registry.endpointChecked(pool, endpoint, healthy);
  }

  void connectionCreated(String endpoint) {
    created.incrementAndGet();
    registry.connectionCreated(pool, endpoint);
  }

  void connectionDestroyed(String endpoint, CloseReason reason) {
    destroyed.incrementAndGet();
    registry.connectionDestroyed(pool, endpoint, reason);
  }

  long created() {
    return created.get();
  }

  long destroyed() {
    return destroyed.get();
  }

  /** The observer of the attempts that go to the endpoint. */
  AttemptObserver attemptsTo(String endpoint) {
    return new AttemptObserver() {
      @Override
      public boolean attemptStarted() {
        return registry.attemptStarted(pool, endpoint);
      }

      @Override
      public CircuitBreaker.@Nullable Phase circuitPhase() {
        return protection.begun();
      }

      @Override
      public void attemptEnded(CircuitBreaker.@Nullable Phase begunIn, Status.Code code) {
        if (begunIn != null) {
          protection.ended(begunIn, code);
        }
      }

      @Override
      public void attemptTimed(Status.Code code, long nanos) {
        registry.attemptEnded(pool, endpoint, code, nanos);
      }
    };
  }
}
