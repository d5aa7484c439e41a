package io.grpcpool.operator.status;

import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.TrackPlan;
import io.grpcpool.planner.size.PoolDemand;
import io.grpcpool.planner.size.SizeLimits;
import io.grpcpool.planner.size.TrackSizing;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import io.grpcpool.xds.telemetry.PoolGauges;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: sizes are judged on one thread and swapped as a whole per policy. Judges once a
 * second, from what pools tell of all replicas, how many connections each track's pools need. Every
 * replica judges for itself, so that whichever comes to lead goes on.
 */
public final class PoolSizing {

  private static final Logger LOG = LoggerFactory.getLogger(PoolSizing.class);

  private static final int PERIOD_SECONDS = 1;

  private final Reports reports;
  private final Function<Plan, Map<String, ClusterTelemetry>> telemetry;
  private final Consumer<PolicyId> changed;
  private final InstantSource clock;
  private final Map<PolicyId, Map<String, TrackSizing>> sizes = new ConcurrentHashMap<>();

  /**
   * @param telemetry what pools of all replicas tell of a plan's clusters
   * @param changed told of policies whose sizes are others now
   */
  public PoolSizing(
      Reports reports,
      Function<Plan, Map<String, ClusterTelemetry>> telemetry,
      Consumer<PolicyId> changed,
      InstantSource clock) {
    this.reports = reports;
    this.telemetry = telemetry;
    this.changed = changed;
    this.clock = clock;
  }

  /** Judges from now on, once a second. */
  public void start(ScheduledExecutorService thread) {
    thread.scheduleWithFixedDelay(
        this::judgeGuarded, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** By cluster, each that a pool was ever told of; empty for a policy without pools. */
  public Map<String, TrackSizing> of(PolicyId id) {
    return sizes.getOrDefault(id, Map.of());
  }

  /** What throws would never be run again. */
  private void judgeGuarded() {
    try {
      judge();
    } catch (RuntimeException bug) {
      LOG.error("sizes of pools were not judged, the last ones stand", bug);
    }
  }

  void judge() {
    sizes.keySet().removeIf(id -> reports.find(id).isEmpty());
    reports.all().forEach(this::judge);
  }

  private void judge(PolicyReport report) {
    Plan plan = report.served();
    if (plan == null) {
      return;
    }
    Map<String, ClusterTelemetry> told = telemetry.apply(plan);
    Map<String, TrackSizing> before = of(report.id());
    Map<String, TrackSizing> now = new HashMap<>();
    SizeLimits limits = SizeLimits.of(plan.pool());
    for (TrackPlan track : plan.tracks()) {
      PoolDemand demand = demand(told.get(track.cluster()), track);
      TrackSizing known = before.get(track.cluster());
      if (known != null || demand.pools() > 0) {
        TrackSizing from = known == null ? TrackSizing.initial(limits) : known;
        now.put(track.cluster(), from.next(limits, demand, clock.instant()));
      }
    }
    if (now.isEmpty()) {
      sizes.remove(report.id());
    } else {
      sizes.put(report.id(), Map.copyOf(now));
    }
    if (differ(before, now)) {
      changed.accept(report.id());
    }
  }

  private static boolean differ(Map<String, TrackSizing> before, Map<String, TrackSizing> now) {
    return !before.keySet().equals(now.keySet())
        || now.entrySet().stream()
            .anyMatch(
                entry -> {
                  TrackSizing old = before.get(entry.getKey());
                  return old == null || entry.getValue().showsOtherThan(old);
                });
  }

  private static PoolDemand demand(@Nullable ClusterTelemetry told, TrackPlan track) {
    if (told == null) {
      return PoolDemand.NONE;
    }
    PoolGauges pools = told.pools();
    double rate = pools.callsPerSecond();
    return new PoolDemand(
        rate, rate > 0 ? pools.concurrency() / rate : 0, pools.pools(), track.usable());
  }
}
