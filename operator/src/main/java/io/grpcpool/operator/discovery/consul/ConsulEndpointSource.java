package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.ServiceRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Thread-safe: watches services in Consul; everything behind it runs on its scheduler's thread.
 * Watches of one service in one datacenter share one blocking query.
 */
public final class ConsulEndpointSource implements EndpointSource {
  private final ConsulSettings settings;
  private final ConsulHttp http;
  private final Timing timing;
  private final ConsulReads reads;
  private final PollSlots slots;
  private final AtomicBoolean tested = new AtomicBoolean();

  /** Confined to the source's thread. */
  private final Map<String, Datacenter> datacenters = new HashMap<>();

  /**
   * @param http closed with the source
   * @param scheduler must run one task at a time, as a single-threaded one does; it stays the
   *     caller's to shut down
   */
  public ConsulEndpointSource(
      ConsulSettings settings,
      ConsulHttp http,
      ScheduledExecutorService scheduler,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry meters) {
    this.settings = settings;
    this.http = http;
    this.timing = new Timing(scheduler, clock, random);
    ConsulMetrics metrics = new ConsulMetrics(meters);
    this.reads = new ConsulReads(http, settings, metrics);
    this.slots = new PollSlots(settings.limits().polls(), timing, metrics);
  }

  @Override
  public String kind() {
    return "consul";
  }

  /**
   * @throws IllegalArgumentException for a reference that is not to Consul
   */
  @Override
  public Watch watch(ServiceRef service, Consumer<EndpointsView> listener) {
    if (!(service instanceof ServiceRef.Consul wanted)) {
      throw new IllegalArgumentException("service: " + service + " is not one of Consul");
    }
    if (tested.compareAndSet(false, true)) {
      AclSelfTest.run(http, settings.limits());
    }
    List<String> names = wanted.datacenters().isEmpty() ? List.of("") : wanted.datacenters();
    LastGood.Patience patience =
        new LastGood.Patience(wanted.emptyHoldDown(), settings.limits().catalogLossLimit());
    ConsulWatch watch = new ConsulWatch(names, patience, timing, listener);
    Map<String, ServiceAudience.Listener> parts = new HashMap<>();
    names.forEach(name -> parts.put(name, watch.listenerFor(name)));
    timing.execute(() -> parts.forEach((name, part) -> join(name, wanted.service(), part)));
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.compareAndSet(true, false)) {
        watch.silence();
        timing.execute(() -> parts.forEach((name, part) -> leave(name, wanted.service(), part)));
      }
    };
  }

  /** Cancels all polls; the watches are told nothing more. */
  @Override
  public void close() {
    timing.execute(
        () -> {
          datacenters.values().forEach(Datacenter::close);
          datacenters.clear();
        });
    http.close();
  }

  private void join(String datacenter, String service, ServiceAudience.Listener listener) {
    datacenters
        .computeIfAbsent(datacenter, name -> new Datacenter(name, reads, timing, slots))
        .join(service, listener);
  }

  private void leave(String datacenter, String service, ServiceAudience.Listener listener) {
    Datacenter found = datacenters.get(datacenter);
    if (found != null && found.leave(service, listener)) {
      datacenters.remove(datacenter);
    }
  }
}
