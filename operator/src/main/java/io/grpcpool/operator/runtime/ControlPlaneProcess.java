package io.grpcpool.operator.runtime;

import io.grpcpool.operator.assembly.ControlPlane;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.value.registry.ValueRegistry;
import io.quarkus.vertx.http.HttpServer;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the main thread. Starts the control plane when the HTTP port is open, says where it
 * listens, and waits for the end.
 */
public final class ControlPlaneProcess implements QuarkusApplication {

  private static final Logger LOG = LoggerFactory.getLogger(ControlPlaneProcess.class);
  private static final int FAILED = 1;

  private final ControlPlane controlPlane;
  private final LiveSettings settings;
  private final ValueRegistry runtimeValues;

  ControlPlaneProcess(
      ControlPlane controlPlane, LiveSettings settings, ValueRegistry runtimeValues) {
    this.controlPlane = controlPlane;
    this.settings = settings;
    this.runtimeValues = runtimeValues;
  }

  @Override
  public int run(String... args) {
    try {
      controlPlane.start();
    } catch (IOException e) {
      LOG.error("the control plane cannot start: {}", e.getMessage(), e);
      return FAILED;
    }
    settings.watchFile(controlPlane::apply);
    sayReady(settings.current());
    Quarkus.waitForExit();
    return 0;
  }

  /** The one line by which launchers learn the ports. */
  private void sayReady(Settings current) {
    System.out.printf(
        Locale.ROOT,
        "grpcpool ready xds=%s:%d http=%s:%d mode=%s%n",
        current.text(SettingKey.XDS_ADDRESS),
        controlPlane.xdsPort(),
        current.text(SettingKey.HTTP_ADDRESS),
        runtimeValues.get(HttpServer.HTTP_PORT),
        current.mode().text());
  }
}
