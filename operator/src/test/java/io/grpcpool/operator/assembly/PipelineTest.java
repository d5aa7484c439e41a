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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a file to a call: real sockets, an unmodified grpc-java channel, no other process. */
@Timeout(180)
class PipelineTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path policies;
  @TempDir Path state;

  private final SingleThreads threads = new SingleThreads();
  private NamedBackend old;
  private NamedBackend fresh;
  private ControlPlane controlPlane;
  private Settings settings;

  @BeforeEach
  void start() throws IOException {
    old = new NamedBackend("old");
    fresh = new NamedBackend("fresh");
    Map<SettingKey, String> flags =
        Map.of(
            SettingKey.POLICIES, policies.toString(),
            SettingKey.STATE, state.toString(),
            SettingKey.XDS_PORT, "0");
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), Map.of());
    settings = ((Resolved) SettingsResolver.resolve(input)).settings();
    StandalonePlatform platform = new StandalonePlatform(settings, threads);
    controlPlane =
        new ControlPlane(settings, Map.of(), platform, new SimpleMeterRegistry(), threads);
    controlPlane.start();
  }

  @AfterEach
  void stop() {
    controlPlane.close();
    old.close();
    fresh.close();
  }

  private void writePolicy(int oldWeight, int freshWeight) throws IOException {
    new CanaryPolicy(old, fresh).write(policies, oldWeight, freshWeight);
  }

  private Stats stats() {
    return controlPlane
        .stats(new Identity("test", "0"), () -> SettingsReload.none(settings))
        .read();
  }

  @Test
  void movesCallsWhenTheFileIsEdited() throws IOException {
    writePolicy(100, 0);
    try (XdsChannel channel = new XdsChannel(controlPlane.xdsPort(), "shop")) {
      assertThat(channel.ask()).isEqualTo("old");

      writePolicy(0, 100);

      await().atMost(SOON).untilAsserted(() -> assertThat(channel.ask()).isEqualTo("fresh"));
    }
  }

  @Test
  void servesAnIpv6Endpoint() throws IOException {
    try (NamedBackend six = new NamedBackend("six", "::1")) {
      Files.writeString(
          policies.resolve("six.yaml"),
          """
          apiVersion: grpcpool.io/v1alpha1
          kind: GrpcPoolPolicy
          metadata: {name: six}
          spec:
            discovery: {static: {endpoints: [{address: "::1", port: %d}]}}
            tracks: [{name: main}]
          """
              .formatted(six.port()));

      try (XdsChannel channel = new XdsChannel(controlPlane.xdsPort(), "six")) {
        assertThat(channel.ask()).isEqualTo("six");
      }
    }
  }

  @Test
  void sendsClientsToTheirOwnZoneAndElsewhereWhereItHasNoEndpointThatAnswers() throws IOException {
    Files.writeString(
        policies.resolve("zones.yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: zones}
        spec:
          discovery:
            static:
              endpoints:
                - {address: 127.0.0.1, port: %d, zone: a}
                - {address: 127.0.0.1, port: %d, zone: b}
          locality: {mode: PreferSameZone}
          tracks: [{name: main}]
        """
            .formatted(old.port(), fresh.port()));
    try (XdsChannel inA = new XdsChannel(controlPlane.xdsPort(), "zones", "a");
        XdsChannel inB = new XdsChannel(controlPlane.xdsPort(), "zones", "b")) {
      assertThat(Stream.generate(inA::ask).limit(20)).containsOnly("old");
      assertThat(Stream.generate(inB::ask).limit(20)).containsOnly("fresh");

      fresh.close();

      await().atMost(SOON).ignoreExceptions().until(() -> inB.ask().equals("old"));
    }
  }

  @Test
  void goesOnServingWhenTheFileBecomesUnreadable() throws IOException {
    writePolicy(100, 0);
    try (XdsChannel channel = new XdsChannel(controlPlane.xdsPort(), "shop")) {
      assertThat(channel.ask()).isEqualTo("old");

      Files.writeString(policies.resolve("shop.yaml"), "spec: [");

      await().atMost(SOON).until(() -> stats().unreadable().containsKey("shop.yaml"));
      assertThat(channel.ask()).isEqualTo("old");
      assertThat(stats().policies().get(0).accepted()).isFalse();
    }
  }

  @Test
  void showsWhatClientsAcknowledged() throws IOException {
    writePolicy(90, 10);
    try (XdsChannel channel = new XdsChannel(controlPlane.xdsPort(), "shop.default")) {
      channel.ask();

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(stats().policies().get(0).tracks())
                      .extracting(Stats.TrackStats::acknowledgedBasisPoints)
                      .containsExactly(9_000, 1_000));
      assertThat(stats().clients()).hasSize(1);
    }
  }

  @Test
  void writesTheStatusToTheStateFolder() throws IOException {
    writePolicy(90, 10);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(state.resolve("default_shop.status.json"))
                    .content()
                    .contains("\"phase\" : \"Stable\""));
  }

  @Test
  void servesEndpointsOfASourceThatALibraryBrings() throws IOException {
    Path endpoints = state.resolve("endpoints.txt");
    Files.writeString(endpoints, "127.0.0.1 %d old%n".formatted(old.port()));
    Files.writeString(
        policies.resolve("text.yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: texts}
        spec:
          discovery: {external: {source: text, parameters: {file: "%s"}}}
          tracks: [{name: main}]
        """
            .formatted(endpoints));
    try (XdsChannel channel = new XdsChannel(controlPlane.xdsPort(), "texts")) {
      assertThat(channel.ask()).isEqualTo("old");

      Files.writeString(endpoints, "127.0.0.1 %d fresh%n".formatted(fresh.port()));

      await().atMost(SOON).untilAsserted(() -> assertThat(channel.ask()).isEqualTo("fresh"));
    }
  }
}
