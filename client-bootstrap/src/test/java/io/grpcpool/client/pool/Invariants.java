package io.grpcpool.client.pool;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. Looks at a pool every millisecond and keeps what must never be. */
final class Invariants implements AutoCloseable {

  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final TestEndpoints pool;
  private final int max;

  /**
   * @param max connections per endpoint that no setting of the test goes beyond
   */
  Invariants(TestEndpoints pool, int max) {
    this.pool = pool;
    this.max = max;
    clock.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.MILLISECONDS);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  int looks() {
    return looks.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void look() {
    for (EndpointStats endpoint : pool.stats().endpoints()) {
      if (endpoint.inFlight() < 0
          || endpoint.waiting() < 0
          || endpoint.connections() > max
          || endpoint.connecting() > 1) {
        violations.add(endpoint.toString());
      }
    }
    looks.incrementAndGet();
  }
}
