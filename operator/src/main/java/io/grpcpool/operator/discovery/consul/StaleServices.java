package io.grpcpool.operator.discovery.consul;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Confined to the source's thread. Which services are served from an earlier answer, and why; and
 * what of that is worth a line: an outage of Consul concerns all services at once, for minutes, and
 * for ever new reasons.
 */
final class StaleServices {
  private static final int NAMED = 5;

  private final ConsulMetrics metrics;
  private final Map<ServiceKey, Doubt.Cause> stale = new HashMap<>();

  StaleServices(ConsulMetrics metrics) {
    this.metrics = metrics;
  }

  /** Takes a doubt; the warning that is due, if any. */
  Optional<String> doubted(ServiceKey service, Doubt doubt) {
    boolean known = stale.put(service, doubt.cause()) != null;
    metrics.stale(stale.size());
    if (known) {
      return Optional.empty();
    }
    long alike = stale.values().stream().filter(doubt.cause()::equals).count();
    if (alike <= NAMED) {
      return Optional.of("service=" + service + " keeps its last answer: " + doubt.detail());
    }
    return alike == NAMED + 1
        ? Optional.of(
            "further services keep their last answer for the same reason, "
                + doubt.cause().metric()
                + "; grpcpool_consul_stale_services counts them")
        : Optional.empty();
  }

  /** The service is fresh; what is to be said of it, if anything. */
  Optional<String> fresh(ServiceKey service) {
    if (!forget(service)) {
      return Optional.empty();
    }
    return stale.isEmpty()
        ? Optional.of("service=" + service + " is fresh, and no service is stale any more")
        : Optional.empty();
  }

  /**
   * The service is watched no more.
   *
   * @return whether it was stale
   */
  boolean forget(ServiceKey service) {
    boolean was = stale.remove(service) != null;
    metrics.stale(stale.size());
    return was;
  }
}
