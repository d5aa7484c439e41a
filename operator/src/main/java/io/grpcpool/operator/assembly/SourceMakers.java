package io.grpcpool.operator.assembly;

import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.operator.discovery.EndpointSourceProvider;
import io.grpcpool.operator.discovery.consul.ConsulEndpointSource;
import io.grpcpool.operator.discovery.consul.ConsulHttp;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.operator.discovery.fixed.StaticEndpointSource;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Immutable. How each kind of endpoint source is made, when the first policy asks for it. */
final class SourceMakers {

  private final Settings settings;
  private final Map<String, String> environment;
  private final MeterRegistry meters;
  private final SingleThreads threads;

  SourceMakers(
      Settings settings,
      Map<String, String> environment,
      MeterRegistry meters,
      SingleThreads threads) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.meters = meters;
    this.threads = threads;
  }

  /** Ours, those of the platform, and those that a library on the class path brings. */
  Map<String, Function<String, EndpointSource>> all(Platform platform) {
    Map<String, Function<String, EndpointSource>> makers = new HashMap<>();
    for (EndpointSourceProvider provider : ServiceLoader.load(EndpointSourceProvider.class)) {
      makers.put(provider.kind(), kind -> provider.create(settings.ofSource(kind)));
    }
    makers.put(StaticEndpointSource.KIND, kind -> new StaticEndpointSource());
    makers.put("consul", kind -> consul());
    makers.putAll(platform.endpointSources());
    return makers;
  }

  private EndpointSource consul() {
    ConsulSettings consul =
        ConsulSettings.fromEnvironment(environment)
            .withAddress(settings.text(SettingKey.CONSUL_ADDR));
    ScheduledExecutorService thread = threads.named("consul");
    return new ConsulEndpointSource(
        consul,
        new ConsulHttp(consul, thread),
        thread,
        InstantSource.system(),
        new SplittableRandom(),
        meters);
  }
}
