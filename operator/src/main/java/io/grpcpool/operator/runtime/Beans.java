package io.grpcpool.operator.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpcpool.operator.assembly.ControlPlane;
import io.grpcpool.operator.assembly.KubernetesPlatform;
import io.grpcpool.operator.assembly.OperatorFramework;
import io.grpcpool.operator.assembly.Platform;
import io.grpcpool.operator.assembly.SingleThreads;
import io.grpcpool.operator.assembly.StandalonePlatform;
import io.grpcpool.operator.settings.CommandLine;
import io.grpcpool.operator.settings.CommandLine.Flags;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.Settings.Mode;
import io.grpcpool.operator.status.kubernetes.PolicyReconciler;
import io.grpcpool.operator.status.kubernetes.ReconcilerInputs;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.InformerStoppedHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Stateless. Hands the framework's objects to ours, and ours to the framework. What only the
 * operator needs is an {@code Instance}: standalone never makes it.
 */
@Singleton
final class Beans {

  private static final Duration FRAMEWORK_RETRY = Duration.ofSeconds(15);

  @Produces
  @Singleton
  SingleThreads threads() {
    return new SingleThreads();
  }

  @Produces
  @Singleton
  LiveSettings settings(@CommandLineArguments String[] args, SingleThreads threads) {
    if (CommandLine.parse(args) instanceof Flags flags
        && ProcessSettings.resolve(flags) instanceof Resolved resolved) {
      return new LiveSettings(
          () -> ProcessSettings.resolve(flags), resolved.settings(), threads.named("settings"));
    }
    throw new IllegalStateException("the settings became wrong while the process started");
  }

  @Produces
  @Singleton
  OperatorFramework framework(
      Instance<QuarkusConfigurationService> configuration, Instance<PolicyReconciler> reconciler) {
    return new OperatorFramework(
        () -> {
          Operator operator = new Operator(configuration.get());
          operator.register(reconciler.get());
          return operator;
        },
        FRAMEWORK_RETRY);
  }

  /** Looked up by the SDK by hand, which the framework does not see. */
  @Produces
  @Singleton
  @Unremovable
  InformerStoppedHandler restart(OperatorFramework framework) {
    return (informer, error) -> framework.watchEnded(error);
  }

  @Produces
  @Singleton
  KubernetesPlatform kubernetes(
      LiveSettings settings,
      Instance<KubernetesClient> client,
      OperatorFramework framework,
      SingleThreads threads) {
    return new KubernetesPlatform(settings.current(), client.get(), framework, threads);
  }

  @Produces
  @Singleton
  ControlPlane controlPlane(
      LiveSettings settings,
      Instance<KubernetesPlatform> kubernetes,
      MeterRegistry meters,
      SingleThreads threads) {
    Platform platform =
        settings.current().mode() == Mode.STANDALONE
            ? new StandalonePlatform(settings.current(), threads)
            : kubernetes.get();
    return new ControlPlane(settings.current(), System.getenv(), platform, meters, threads);
  }

  @Produces
  @Singleton
  ReconcilerInputs reconcilerInputs(ControlPlane controlPlane, KubernetesPlatform kubernetes) {
    var feed = controlPlane.statusFeed();
    return new ReconcilerInputs(
        feed.reports(), feed.statuses(), kubernetes.leadership(), kubernetes.statusEvents());
  }
}
