package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.operator.http.stats.Stats;
import io.grpcpool.operator.http.stats.StatsReader.Identity;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsReload;
import io.grpcpool.operator.settings.SettingsResolver;
import io.grpcpool.xds.ResourceType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two control planes with the same policies, which they came to in different ways. */
@Timeout(180)
class SameBytesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String[] NAMES = {"a", "a.default", "b", "b.default", "shared"};
  private static final String[] CLUSTERS = {
    "default/a/version=1", "default/a/version=2", "default/b/version=1", "default/b/version=2"
  };

  @TempDir Path folder;

  private static String policy(String name, int stable, int canary) {
    return """
    apiVersion: grpcpool.io/v1alpha1
    kind: GrpcPoolPolicy
    metadata: {name: %s}
    spec:
      aliases: [%s]
      discovery:
        static:
          endpoints:
            - {address: 10.0.0.2, port: 50051, labels: {version: "2"}, zone: b}
            - {address: 10.0.0.1, port: 50051, labels: {version: "1"}, zone: a}
            - {address: 10.0.0.3, port: 50051, labels: {version: "1"}, zone: b}
      tracks:
        - {name: stable, selector: {version: "1"}, weight: %d}
        - {name: canary, selector: {version: "2"}, weight: %d}
    """
        .formatted(name, name.equals("a") ? "shared" : "other", stable, canary);
  }

  private static ControlPlane start(Path policies) throws IOException {
    Map<SettingKey, String> flags =
        Map.of(SettingKey.POLICIES, policies.toString(), SettingKey.XDS_PORT, "0");
    Settings settings =
        ((Resolved)
                SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of())))
            .settings();
    SingleThreads threads = new SingleThreads();
    ControlPlane started =
        new ControlPlane(
            settings,
            Map.of(),
            new StandalonePlatform(settings, threads),
            new SimpleMeterRegistry(),
            threads);
    started.start();
    return started;
  }

  /** All at once, before the start. */
  private ControlPlane startWithAll() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("all"));
    Files.writeString(policies.resolve("a.yaml"), policy("a", 70, 30));
    Files.writeString(policies.resolve("b.yaml"), policy("b", 90, 10));
    return start(policies);
  }

  /** The other way round, after the start, by way of other weights, a deletion and a mistake. */
  private ControlPlane startAndEdit() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("edited"));
    ControlPlane started = start(policies);
    Files.writeString(policies.resolve("b.yaml"), policy("b", 10, 90));
    await().atMost(SOON).until(() -> served(started) == 1);
    Files.writeString(policies.resolve("a.yaml"), policy("a", 100, 0));
    await().atMost(SOON).until(() -> served(started) == 2);
    Files.delete(policies.resolve("b.yaml"));
    await().atMost(SOON).until(() -> weights(started).contains("Terminating"));
    Files.writeString(policies.resolve("a.yaml"), "spec: [");
    Files.writeString(policies.resolve("b.yaml"), policy("b", 90, 10));
    Files.writeString(policies.resolve("a.yaml"), policy("a", 70, 30));
    await().atMost(SOON).until(() -> weights(started).equals("[7000, 3000][9000, 1000]"));
    return started;
  }

  private static Stats stats(ControlPlane controlPlane) {
    SettingsReload settings = SettingsReload.none(controlPlane.settings());
    return controlPlane.stats(new Identity("test", "0"), () -> settings).read();
  }

  private static long served(ControlPlane controlPlane) {
    return stats(controlPlane).policies().stream().filter(p -> !p.targets().isEmpty()).count();
  }

  private static String weights(ControlPlane controlPlane) {
    StringBuilder weights = new StringBuilder();
    stats(controlPlane)
        .policies()
        .forEach(
            policy ->
                weights.append(
                    "Terminating".equals(policy.phase())
                        ? policy.phase()
                        : policy.tracks().stream()
                            .map(Stats.TrackStats::effectiveBasisPoints)
                            .toList()));
    return weights.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gRPC Java", "gRPC Go"})
  void serveTheSameBytesWithTheSameVersions(String userAgent) throws Exception {
    try (ControlPlane first = startWithAll();
        ControlPlane second = startAndEdit();
        RawAds one = new RawAds(first.xdsPort());
        RawAds other = new RawAds(second.xdsPort())) {
      await().atMost(SOON).until(() -> weights(first).equals("[7000, 3000][9000, 1000]"));

      for (ResourceType type : List.of(ResourceType.CLUSTER, ResourceType.ENDPOINTS)) {
        assertThat(other.ask(userAgent, type, CLUSTERS))
            .isEqualTo(one.ask(userAgent, type, CLUSTERS))
            .satisfies(answer -> assertThat(answer.resources()).hasSize(CLUSTERS.length));
      }
      assertThat(other.ask(userAgent, ResourceType.LISTENER, NAMES))
          .isEqualTo(one.ask(userAgent, ResourceType.LISTENER, NAMES))
          .satisfies(answer -> assertThat(answer.resources()).hasSize(NAMES.length));
    }
  }
}
