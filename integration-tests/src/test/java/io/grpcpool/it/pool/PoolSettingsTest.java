package io.grpcpool.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpcpool.client.GrpcPool;
import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.it.support.CountingBackend;
import io.grpcpool.operator.assembly.ControlPlane;
import io.grpcpool.operator.assembly.SingleThreads;
import io.grpcpool.operator.assembly.StandalonePlatform;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsResolver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where the settings of a client's pool come from: the policy, then its bootstrap's section, then
 * the library. A whole control plane in this process, and channels as applications make them;
 * grpc-java reads one bootstrap per process, so all tests share it.
 */
@Timeout(180)
class PoolSettingsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path policies;
  @TempDir private static Path state;
  private static ControlPlane controlPlane;

  @BeforeAll
  static void start() throws IOException {
    Map<SettingKey, String> flags =
        Map.of(
            SettingKey.POLICIES, policies.toString(),
            SettingKey.STATE, state.toString(),
            SettingKey.XDS_PORT, "0");
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), Map.of());
    Settings settings = ((Resolved) SettingsResolver.resolve(input)).settings();
    SingleThreads threads = new SingleThreads();
    controlPlane =
        new ControlPlane(
            settings,
            Map.of(),
            new StandalonePlatform(settings, threads),
            new SimpleMeterRegistry(),
            threads);
    controlPlane.start();
    Bootstrap.forServer("127.0.0.1:" + controlPlane.xdsPort())
        .poolDefaults(Map.of("connectionsPerEndpoint", Map.of("initial", 3, "min", 3)))
        .build()
        .install();
  }

  @AfterAll
  static void stop() throws Exception {
    GrpcPool.close(Duration.ofSeconds(5));
    controlPlane.close();
  }

  @Test
  void theBootstrapsSectionDecidesWhatThePolicyLeavesOpen() throws IOException {
    try (CountingBackend backend = new CountingBackend()) {
      call("silent", backend, "");

      await().atMost(SOON).until(() -> backend.connections() == 3);
    }
  }

  @Test
  void thePolicyGoesBeforeTheBootstrapsSection() throws IOException {
    try (CountingBackend backend = new CountingBackend()) {
      call("spoken", backend, "pool: {connectionsPerEndpoint: {initial: 2, min: 2, max: 2}}");

      await()
          .during(Duration.ofSeconds(2))
          .atMost(SOON)
          .untilAsserted(() -> assertThat(backend.connections()).isEqualTo(2));
    }
  }

  private static void call(String name, CountingBackend backend, String pool) throws IOException {
    Files.writeString(
        policies.resolve(name + ".yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s}
        spec:
          discovery: {static: {endpoints: [{address: 127.0.0.1, port: %d}]}}
          tracks: [{name: all}]
          %s
        """
            .formatted(name, backend.port(), pool));
    HealthGrpc.newBlockingStub(GrpcPool.channel(name))
        .withWaitForReady()
        .withDeadlineAfter(60, TimeUnit.SECONDS)
        .check(HealthCheckRequest.getDefaultInstance());
  }
}
