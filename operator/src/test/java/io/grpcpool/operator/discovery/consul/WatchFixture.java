package io.grpcpool.operator.discovery.consul;

import static org.awaitility.Awaitility.await;

import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.planner.Endpoint;
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

/** Thread-safe. A source on a scripted Consul, and every view that it gave of one service. */
final class WatchFixture implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  final ScriptedConsul consul = new ScriptedConsul();
  private final List<EndpointsView> views = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ConsulEndpointSource source;

  WatchFixture() {
    this(WatchLimits.defaults());
  }

  WatchFixture(WatchLimits limits) {
    this(ConsulSettings.defaults().withLimits(limits));
  }

  WatchFixture(ConsulSettings settings) {
    this(settings, "");
  }

  /**
   * @param others further addresses, each with a comma before it
   */
  WatchFixture(ConsulSettings settings, String others) {
    ConsulSettings here = settings.withAddress(consul.address() + others);
    source =
        new ConsulEndpointSource(
            here,
            new ConsulHttp(here, thread),
            thread,
            InstantSource.system(),
            new Random(1),
            meters);
  }

  EndpointSource.Watch watch(String service) {
    return watch(service, Duration.ofMillis(300));
  }

  /** Watches {@code web}, of which Consul has these instances, until it waits for a change. */
  EndpointSource.Watch watchServing(InstanceJson... instances) {
    consul.reads("web", Answer.read(100, InstanceJson.list(instances)));
    EndpointSource.Watch watch = watch("web");
    awaitPoll("web", 1);
    return watch;
  }

  EndpointSource.Watch watch(String service, Duration emptyHoldDown) {
    return source.watch(new ServiceRef.Consul(service, List.of(), emptyHoldDown), views::add);
  }

  EndpointSource.Watch watch(List<String> datacenters) {
    Duration holdDown = Duration.ofMillis(300);
    return source.watch(new ServiceRef.Consul("web", datacenters, holdDown), views::add);
  }

  List<EndpointsView> views() {
    return List.copyOf(views);
  }

  double errors(Doubt.Cause cause) {
    return meters.counter("grpcpool.consul.errors", "reason", cause.metric()).count();
  }

  /** Waits for a view. */
  EndpointsView awaitView(Predicate<EndpointsView> wanted) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> views.stream().anyMatch(wanted));
    return views.stream().filter(wanted).reduce((first, last) -> last).orElseThrow();
  }

  EndpointsView awaitFresh(String... ids) {
    return awaitView(view -> view.freshness() == Freshness.FRESH && ids(view).equals(List.of(ids)));
  }

  EndpointsView awaitStale(String reason) {
    return awaitView(
        view -> view.freshness() == Freshness.STALE && view.detail().startsWith(reason));
  }

  /** Waits until the source waits for the service's next change. */
  void awaitPoll(String service, long number) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> consul.blockingQueries(service) >= number);
  }

  /** How many reads of the service came without an index. */
  long plainReads(String service) {
    return consul.requests().stream()
        .filter(request -> request.path().endsWith("/" + service))
        .filter(request -> !request.blocking())
        .count();
  }

  static List<String> ids(EndpointsView view) {
    return view.endpoints().stream().map(Endpoint::id).toList();
  }

  @Override
  public void close() {
    source.close();
    thread.shutdownNow();
    consul.close();
  }
}
