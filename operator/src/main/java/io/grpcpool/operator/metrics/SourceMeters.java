package io.grpcpool.operator.metrics;

import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.PlanResult.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/** Thread-safe: reads the reports when somebody looks. How far the sources can be trusted. */
public final class SourceMeters {

  private final Reports reports;

  private SourceMeters(Reports reports) {
    this.reports = reports;
  }

  /** Registers one gauge for each kind of source. */
  public static void register(MeterRegistry registry, Reports reports, Collection<String> kinds) {
    SourceMeters meters = new SourceMeters(reports);
    for (String kind : kinds) {
      Gauge.builder("xds.source.synced", () -> meters.synced(kind))
          .description("1 where the source has answered for each policy that asks it, else 0")
          .tag("source", kind)
          .register(registry);
      Gauge.builder("xds.last.good.active", () -> meters.onLastGood(kind))
          .description("Policies that are served from an earlier answer of the source")
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

  private long onLastGood(String kind) {
    return reports.all().stream().filter(report -> isStale(report, kind)).count();
  }

  private static boolean isStale(PolicyReport report, String kind) {
    return report.served() != null
        && report.served().discovery().source().equals(kind)
        && report.served().discovery().freshness() == Freshness.STALE;
  }
}
