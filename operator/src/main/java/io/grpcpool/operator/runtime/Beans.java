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
import io.grpcpool.operator.status.kubernetes.ReconcilerInputs;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.annotations.CommandLineArguments;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Stateless. Hands the framework's objects to ours, and ours to the framework. What only the
 * operator needs is an {@code Instance}: standalone never makes it.
 */
@Singleton
final class Beans {

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
  KubernetesPlatform kubernetes(
      LiveSettings settings,
      Instance<KubernetesClient> client,
      Instance<Operator> operator,
      SingleThreads threads) {
    OperatorFramework framework = new OperatorFramework(operator::get);
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
