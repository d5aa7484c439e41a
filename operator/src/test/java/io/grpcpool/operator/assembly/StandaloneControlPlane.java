package io.grpcpool.operator.assembly;

import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsResolver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Thread-safe. A control plane over a folder of policies, on a port of its own. */
final class StandaloneControlPlane implements AutoCloseable {

  private final ControlPlane controlPlane;

  private StandaloneControlPlane(ControlPlane controlPlane) {
    this.controlPlane = controlPlane;
  }

  static StandaloneControlPlane start(Path policies, Path state) throws IOException {
    Map<SettingKey, String> flags =
        Map.of(
            SettingKey.POLICIES, policies.toString(),
            SettingKey.STATE, state.toString(),
            SettingKey.XDS_PORT, "0");
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), Map.of());
    Settings settings = ((Resolved) SettingsResolver.resolve(input)).settings();
    SingleThreads threads = new SingleThreads();
    ControlPlane controlPlane =
        new ControlPlane(
            settings,
            Map.of(),
            new StandalonePlatform(settings, threads),
            new SimpleMeterRegistry(),
            threads);
    controlPlane.start();
    return new StandaloneControlPlane(controlPlane);
  }

  /** A channel of an unmodified grpc-java client. */
  XdsChannel channelTo(String target) {
    return new XdsChannel(controlPlane.xdsPort(), target);
  }

  @Override
  public void close() {
    controlPlane.close();
  }
}
