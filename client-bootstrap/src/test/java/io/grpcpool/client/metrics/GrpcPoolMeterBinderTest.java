package io.grpcpool.client.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpcpool.client.GrpcPool;
import io.grpcpool.client.pool.CallLimit;
import io.grpcpool.client.pool.PoolName;
import io.grpcpool.client.pool.PoolRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Confined to the test thread. A real channel to a server that knows only health checks. */
@Timeout(60)
class GrpcPoolMeterBinderTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final GrpcPoolMeterBinder binder = new GrpcPoolMeterBinder();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void connect() throws Exception {
    binder.bindTo(registry);
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .addService(new HealthStatusManager().getHealthService())
            .build()
            .start();
    channel = GrpcPool.builder("dns:///127.0.0.1:" + server.getPort()).build();
    check("");
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
    server.shutdownNow();
    binder.close();
  }

  @Test
  void showsThePoolsConnections() {
    String service = "127.0.0.1:" + server.getPort();

    assertThat(
            registry
                .get("grpc.pool.size")
                .tags("service", service, "version", "all")
                .gauge()
                .value())
        .isEqualTo(1);
    await()
        .untilAsserted(
            () -> {
              assertThat(
                      registry
                          .get("grpc.pool.idle.connections")
                          .tag("service", service)
                          .gauge()
                          .value())
                  .isEqualTo(1);
              assertThat(
                      registry
                          .get("grpc.pool.active.connections")
                          .tag("service", service)
                          .gauge()
                          .value())
                  .isZero();
            });
    assertThat(registry.get("grpc.connections.created").tag("service", service).counter().count())
        .isEqualTo(1);
  }

  @Test
  void showsTheEndpointsThatAreKnownAndThatTheyAreHealthy() {
    String service = "127.0.0.1:" + server.getPort();

    assertThat(registry.get("grpc.service.discovery.nodes").tag("service", service).gauge().value())
        .isEqualTo(1);
    assertThat(registry.get("grpc.unhealthy.nodes").tag("service", service).gauge().value())
        .isZero();
    assertThat(registry.get("grpc.pool.cold.endpoints").tag("service", service).gauge().value())
        .isZero();
    assertThat(
            registry
                .get("grpc.service.discovery.updates")
                .tag("service", service)
                .counter()
                .count())
        .isPositive();
    assertThat(
            registry
                .get("grpc.health.checks")
                .tags("service", service, "result", "healthy")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void showsAnEndpointThatCannotBeReached() {
    String service = "127.0.0.1:" + server.getPort();

    server.shutdownNow();

    await()
        .untilAsserted(
            () ->
                assertThat(
                        registry
                            .get("grpc.unhealthy.nodes")
                            .tag("service", service)
                            .gauge()
                            .value())
                    .isEqualTo(1));
    assertThat(
            registry
                .get("grpc.health.checks")
                .tags("service", service, "result", "unhealthy")
                .counter()
                .count())
        .isPositive();
  }

  @Test
  void countsWhenEndpointsCannotBeHad() {
    PoolMeters meters = ofNoPool();

    meters.discoveryFailed(new PoolName("user-service", ""));

    assertThat(
            registry
                .get("grpc.service.discovery.errors")
                .tag("service", "user-service")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void showsThatCallsAreSentAndCountsThoseThatAreNot() {
    String service = "127.0.0.1:" + server.getPort();
    PoolMeters meters = ofNoPool();

    meters.callRefused(new PoolName("user-service", "shop/users/all"), CallLimit.CIRCUIT);

    assertThat(registry.get("grpc.pool.circuit.state").tag("service", service).gauge().value())
        .isZero();
    assertThat(
            registry
                .get("grpc.pool.refused.calls")
                .tags("service", "user-service", "version", "all", "limit", "CIRCUIT")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void countsRequestsByCodeAndTimesThem() {
    assertThatThrownBy(() -> check("unknown")).isInstanceOf(StatusRuntimeException.class);

    String service = "127.0.0.1:" + server.getPort();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        registry
                            .get("grpc.requests")
                            .tags("service", service, "code", "NOT_FOUND")
                            .counter()
                            .count())
                    .isEqualTo(1));
    assertThat(
            registry.get("grpc.requests").tags("service", service, "code", "OK").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("grpc.request.duration").tag("service", service).timer().count())
        .isEqualTo(2);
  }

  @Test
  void countsClosedConnectionsByReasonAndRemovesThePoolsGauges() {
    String service = "127.0.0.1:" + server.getPort();

    channel.shutdownNow();

    await()
        .untilAsserted(
            () ->
                assertThat(
                        registry
                            .get("grpc.connections.destroyed")
                            .tags("service", service, "reason", "POOL_CLOSED")
                            .counter()
                            .count())
                    .isEqualTo(1));
    await()
        .untilAsserted(
            () ->
                assertThat(registry.find("grpc.pool.size").tag("service", service).gauge())
                    .isNull());
  }

  @Test
  void namesAtMostAHundredEndpoints() {
    PoolTags tags = new PoolTags(true);
    PoolName pool = new PoolName("user-service", "");
    IntStream.range(0, 100).forEach(i -> tags.of(pool, "10.0.0." + i + ":50051"));

    assertThat(tags.of(pool, "10.0.1.1:50051").stream())
        .anyMatch(tag -> tag.getValue().equals("other"));
    assertThat(tags.of(pool, "10.0.0.5:50051").stream())
        .anyMatch(tag -> tag.getValue().equals("10.0.0.5:50051"));
  }

  private void check(String service) {
    HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.newBuilder().setService(service).build());
  }

  /** Meters to which a test reports. */
  private PoolMeters ofNoPool() {
    PoolRegistry empty = new PoolRegistry();
    PoolTags tags = new PoolTags(false);
    return new PoolMeters(
        registry,
        tags,
        new PoolGauges(registry, empty, tags),
        new DiscoveryGauges(registry, empty));
  }
}
