package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.discovery.consul.ConsulEndpointSource;
import io.grpcpool.operator.discovery.consul.ConsulHttp;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.operator.discovery.consul.WatchLimits;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.ServiceRef;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Thread-safe. A source on a real Consul, and every view that it gave of one service. */
final class Discovery implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<EndpointsView> views = new CopyOnWriteArrayList<>();
  private final ConsulEndpointSource source;
  private int seen;

  private Discovery(ConsulSettings settings) {
    source =
        new ConsulEndpointSource(
            settings,
            new ConsulHttp(settings, thread),
            thread,
            InstantSource.system(),
            new Random(),
            new SimpleMeterRegistry());
  }

  /** Watches a service with probes every two seconds and a hold-down of one. */
  static Discovery of(String service, ConsulSettings settings) {
    return of(service, settings, Duration.ofSeconds(1));
  }

  static Discovery of(String service, ConsulSettings settings, Duration emptyHoldDown) {
    return of(List.of(service), settings, emptyHoldDown);
  }

  /** Watches several services; their views come in one list. */
  static Discovery of(List<String> services, ConsulSettings settings, Duration emptyHoldDown) {
    WatchLimits limits = settings.limits().withProbeInterval(Duration.ofSeconds(2));
    Discovery discovery = new Discovery(settings.withLimits(limits));
    for (String service : services) {
      discovery.source.watch(
          new ServiceRef.Consul(service, List.of(), emptyHoldDown), discovery.views::add);
    }
    return discovery;
  }

  List<EndpointsView> views() {
    return List.copyOf(views);
  }

  /** Waits for a view like that among those that came after the one awaited before. */
  EndpointsView await(Predicate<EndpointsView> wanted) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .untilAsserted(() -> assertThat(views.stream().skip(seen).toList()).anyMatch(wanted));
    int index = seen;
    while (!wanted.test(views.get(index))) {
      index++;
    }
    seen = index + 1;
    return views.get(index);
  }

  EndpointsView awaitEndpoints(int number) {
    return await(view -> view.freshness() == Freshness.FRESH && view.endpoints().size() == number);
  }

  /** Waits until that many views are fresh. */
  void awaitFresh(int number) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                views.stream().filter(view -> view.freshness() == Freshness.FRESH).count()
                    >= number);
  }

  EndpointsView awaitHealth(String id, EndpointHealth health) {
    return await(view -> health(view, id) == health);
  }

  EndpointsView awaitDetail(String reason) {
    return await(view -> view.detail().startsWith(reason));
  }

  /** Of the endpoint whose service has that ID; MAINTENANCE where there is none. */
  private static EndpointHealth health(EndpointsView view, String id) {
    return view.endpoints().stream()
        .filter(endpoint -> endpoint.id().endsWith("/" + id))
        .map(Endpoint::health)
        .findFirst()
        .orElse(EndpointHealth.MAINTENANCE);
  }

  @Override
  public void close() {
    source.close();
    thread.shutdownNow();
  }
}
