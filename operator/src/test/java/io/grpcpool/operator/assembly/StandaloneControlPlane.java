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

  private final Map<SettingKey, String> flags;

  private StandaloneControlPlane(ControlPlane controlPlane, Map<SettingKey, String> flags) {
    this.controlPlane = controlPlane;
    this.flags = flags;
  }

  static StandaloneControlPlane start(Path policies, Path state) throws IOException {
    Map<SettingKey, String> flags =
        Map.of(
            SettingKey.POLICIES, policies.toString(),
            SettingKey.STATE, state.toString(),
            SettingKey.XDS_PORT, "0");
    Settings settings = settings(flags, Map.of());
    SingleThreads threads = new SingleThreads();
    ControlPlane controlPlane =
        new ControlPlane(
            settings,
            Map.of(),
            new StandalonePlatform(settings, threads),
            new SimpleMeterRegistry(),
            threads);
    controlPlane.start();
    return new StandaloneControlPlane(controlPlane, flags);
  }

  private static Settings settings(Map<SettingKey, String> flags, Map<String, String> file) {
    SettingsInput input = new SettingsInput(flags, Map.of(), Map.of(), file);
    return ((Resolved) SettingsResolver.resolve(input)).settings();
  }

  /** What a settings file says now, by keys. */
  void reload(Map<String, String> file) {
    controlPlane.apply(settings(flags, file));
  }

  int xdsPort() {
    return controlPlane.xdsPort();
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
