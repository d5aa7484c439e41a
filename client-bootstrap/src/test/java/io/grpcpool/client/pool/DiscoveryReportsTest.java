package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static io.grpcpool.client.pool.TestEndpoints.connections;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thread-safe: atomic counters. What a pool tells its listeners of where its endpoints come from.
 */
@Timeout(60)
class DiscoveryReportsTest implements PoolListener {

  private final AtomicInteger updates = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  @BeforeEach
  void listen() {
    PoolRegistry.process().addListener(this);
  }

  @AfterEach
  void stopListening() {
    PoolRegistry.process().removeListener(this);
  }

  @Test
  void tellsOfEachListOfEndpoints() {
    try (TestBackend first = TestBackend.start();
        TestBackend second = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 1), first.endpoint())) {
      Calls.one(endpoints.channel());

      endpoints.setEndpoints(first.endpoint(), second.endpoint());

      eventually(() -> updates.get() == 2);
      assertThat(failures).hasValue(0);
    }
  }

  @Test
  void tellsThatEndpointsCannotBeHad() {
    try (TestBackend backend = TestBackend.start();
        TestEndpoints endpoints = TestEndpoints.of(connections(1, 1, 1), backend.endpoint())) {
      Calls.one(endpoints.channel());

      endpoints.fail("no such host");

      eventually(() -> failures.get() == 1);
      assertThat(updates).hasValue(1);
    }
  }

  @Override
  public void endpointsUpdated(PoolName pool) {
    updates.incrementAndGet();
  }

  @Override
  public void discoveryFailed(PoolName pool) {
    failures.incrementAndGet();
  }
}
