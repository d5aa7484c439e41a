package io.grpcpool.operator.discovery.consul;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the source's thread, but for {@link #silence}. One watch: the last good answer of
 * each datacenter, and the view made of them in the order in which they are written.
 */
final class ConsulWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConsulWatch.class);

  /** How long one datacenter that does not answer keeps the others from being shown. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Timing timing;
  private final Consumer<EndpointsView> listener;
  private final LastGood.Patience patience;
  private final Map<String, LastGood> known = new LinkedHashMap<>();
  private final Instant started;
  private EndpointsView shown = EndpointsView.UNKNOWN;
  private volatile boolean silent;

  ConsulWatch(
      List<String> datacenters,
      LastGood.Patience patience,
      Timing timing,
      Consumer<EndpointsView> listener) {
    this.timing = timing;
    this.listener = listener;
    this.patience = patience;
    this.started = timing.now();
    datacenters.forEach(name -> known.put(name, LastGood.NOTHING));
    if (known.size() > 1) {
      timing.after(PATIENCE, this::show);
    }
  }

  /** The part of the view that comes from one datacenter. */
  ServiceAudience.Listener listenerFor(String datacenter) {
    return reading -> {
      LastGood before = known.getOrDefault(datacenter, LastGood.NOTHING);
      LastGood after = before.after(reading, timing.now(), patience);
      known.put(datacenter, after);
      show();
      return after;
    };
  }

  /** From any thread: the listener is called no more. */
  void silence() {
    silent = true;
  }

  private void show() {
    EndpointsView view = view();
    if (silent || view.equals(shown)) {
      return;
    }
    shown = view;
    try {
      listener.accept(view);
    } catch (RuntimeException e) {
      LOG.error("consul source: a listener failed", e);
    }
  }

  private EndpointsView view() {
    if (known.size() == 1) {
      return known.values().iterator().next().view();
    }
    long unknown = known.values().stream().filter(ConsulWatch::isUnknown).count();
    boolean early = timing.now().isBefore(started.plus(PATIENCE));
    if (unknown == known.size() || (unknown > 0 && early)) {
      return EndpointsView.UNKNOWN.stale(detail());
    }
    boolean fresh =
        known.values().stream().allMatch(part -> part.view().freshness() == Freshness.FRESH);
    List<Endpoint> endpoints = new ArrayList<>();
    List<EndpointProblem> problems = new ArrayList<>();
    known.values().forEach(part -> endpoints.addAll(part.view().endpoints()));
    known.values().forEach(part -> problems.addAll(part.view().problems()));
    List<Endpoint> distinct = ServiceSnapshot.distinct(endpoints, problems);
    EndpointsView whole = EndpointsView.fresh(distinct, problems);
    return fresh ? whole : whole.stale(detail());
  }

  private String detail() {
    return known.entrySet().stream()
        .filter(part -> part.getValue().view().freshness() != Freshness.FRESH)
        .map(part -> part.getKey() + ": " + part.getValue().view().detail())
        .collect(Collectors.joining("; "));
  }

  private static boolean isUnknown(LastGood part) {
    return part.view().freshness() == Freshness.UNKNOWN;
  }
}
