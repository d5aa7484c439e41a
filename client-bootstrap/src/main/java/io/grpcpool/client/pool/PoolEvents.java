package io.grpcpool.client.pool;

import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Thread-safe: atomic counters. Counts what happens to one pool's connections and tells the
 * registry.
 */
final class PoolEvents {

  private final PoolRegistry registry;
  private final PoolName pool;
  private final AtomicLong created = new AtomicLong();
  private final AtomicLong destroyed = new AtomicLong();

  PoolEvents(PoolRegistry registry, PoolName pool) {
    this.registry = registry;
    this.pool = pool;
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
      public void attemptEnded(Status.Code code, long nanos) {
        registry.attemptEnded(pool, endpoint, code, nanos);
      }
    };
  }
}
