package io.grpcpool.operator.metrics;

import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Discovery;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Thread-safe: reads the reports when somebody looks. How far the sources can be trusted. */
public final class SourceMeters {

  private final Reports reports;
  private final InstantSource clock;
  private final Map<PolicyId, Instant> staleSince = new ConcurrentHashMap<>();

  private SourceMeters(Reports reports, InstantSource clock) {
    this.reports = reports;
    this.clock = clock;
  }

  /** Registers one gauge for each kind of source. */
  public static void register(
      MeterRegistry registry, Reports reports, Collection<String> kinds, InstantSource clock) {
    SourceMeters meters = new SourceMeters(reports, clock);
    reports.onChange(meters::changed);
    for (String kind : kinds) {
      Gauge.builder("xds.source.synced", () -> meters.synced(kind))
          .description("1 where the source has answered for each policy that asks it, else 0")
          .tag("source", kind)
          .register(registry);
      Gauge.builder("xds.last.good.active", () -> meters.onLastGood(kind))
          .description("Policies that are served from an earlier answer of the source")
          .tag("source", kind)
          .register(registry);
      Gauge.builder("xds.source.staleness", () -> meters.secondsStale(kind))
          .description("For how long a policy has been served from an earlier answer, the longest")
          .baseUnit("seconds")
          .tag("source", kind)
          .register(registry);
    }
  }

  private int synced(String kind) {
    boolean awaited =
        reports.all().stream()
            .anyMatch(r -> r.result() instanceof Waiting waiting && kind.equals(waiting.source()));
    return awaited ? 0 : 1;
  }

  private void changed(PolicyId policy) {
    boolean stale = reports.find(policy).filter(SourceMeters::isStale).isPresent();
    if (stale) {
      staleSince.putIfAbsent(policy, clock.instant());
    } else {
      staleSince.remove(policy);
    }
  }

  private double secondsStale(String kind) {
    Instant now = clock.instant();
    return reports.all().stream()
        .filter(report -> isStale(report, kind))
        .map(report -> staleSince.getOrDefault(report.id(), now))
        .mapToDouble(since -> Duration.between(since, now).toMillis() / 1e3)
        .max()
        .orElse(0);
  }

  private long onLastGood(String kind) {
    return reports.all().stream().filter(report -> isStale(report, kind)).count();
  }

  private static boolean isStale(PolicyReport report, String kind) {
    return isStale(report) && present(report).source().equals(kind);
  }

  private static boolean isStale(PolicyReport report) {
    return report.served() != null && present(report).freshness() == Freshness.STALE;
  }

  private static Discovery present(PolicyReport report) {
    return Objects.requireNonNull(report.served()).discovery();
  }
}
