package io.grpcpool.operator.runtime;

import io.grpcpool.operator.assembly.ControlPlane;
import io.grpcpool.operator.http.HttpRoutes;
import io.grpcpool.operator.http.debug.XdsDebugRoutes;
import io.grpcpool.operator.http.stats.StatsReader.Identity;
import io.grpcpool.operator.settings.InstanceName;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stateless. What happens when the framework starts its HTTP server, and when it ends. */
@Singleton
final class Lifecycle {

  private final ControlPlane controlPlane;
  private final LiveSettings settings;
  private final String version;

  Lifecycle(
      ControlPlane controlPlane,
      LiveSettings settings,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.controlPlane = controlPlane;
    this.settings = settings;
    this.version = version;
  }

  void routes(@Observes Router router) {
    Identity identity = new Identity(InstanceName.of(settings.current()), version);
    new HttpRoutes(
            controlPlane.stats(identity, settings::last), new XdsDebugRoutes(controlPlane.debug()))
        .register(router);
  }

  void stop(@Observes ShutdownEvent end) {
    controlPlane.close();
  }
}
