package io.grpcpool.operator.discovery.consul;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the source's thread. Instances of one service that keep the health they had, since
 * all that is critical about them is a check that has not spoken since its agent restarted. It ends
 * with the first word of a check, and at the latest when one must have come.
 */
final class RestartHolds {
  private static final Logger LOG = LoggerFactory.getLogger(RestartHolds.class);
  private static final int NAMED = 5;

  /**
   * The last answer in which an instance was well.
   *
   * @param until how long it stays so; null: it still is
   */
  private record Well(
      EndpointHealth health, long weight, InstanceChecks checks, @Nullable Instant until) {

    Well heldUntil(Instant end) {
      return new Well(health, weight, checks, end);
    }

    /** The instance as it is, in the health that it had. */
    Endpoint of(Endpoint now) {
      return new Endpoint(
          now.id(),
          now.address(),
          now.port(),
          health,
          weight,
          now.labels(),
          now.tags(),
          now.locality(),
          now.datacenter());
    }
  }

  private final ServiceKey key;
  private final Map<String, Well> well = new HashMap<>();

  RestartHolds(ServiceKey key) {
    this.key = key;
  }

  /** Takes an answer, of which instances may be missing. */
  void see(ServiceSnapshot answer, Instant now) {
    List<String> held = new ArrayList<>();
    for (Endpoint endpoint : answer.endpoints()) {
      InstanceChecks checks = answer.checks().get(endpoint.id());
      if (checks != null && see(endpoint, checks, now)) {
        held.add(endpoint.id());
      }
    }
    log("keeps the health of", held, "their checks have not spoken since their agent restarted");
  }

  /** Forgets the instances that an answer does not have. */
  void retain(ServiceSnapshot answer) {
    Set<String> ids = new HashSet<>();
    answer.endpoints().forEach(endpoint -> ids.add(endpoint.id()));
    well.keySet().retainAll(ids);
  }

  /** The same instances, those that are held as they were. */
  ServiceSnapshot applied(ServiceSnapshot snapshot) {
    List<Endpoint> shown = new ArrayList<>();
    for (Endpoint endpoint : snapshot.endpoints()) {
      Well before = well.get(endpoint.id());
      shown.add(before == null || before.until() == null ? endpoint : before.of(endpoint));
    }
    return new ServiceSnapshot(snapshot.listed(), shown, snapshot.problems());
  }

  /** When {@link #release} has something to do. */
  Optional<Instant> until() {
    return well.values().stream()
        .flatMap(one -> Optional.ofNullable(one.until()).stream())
        .min(Instant::compareTo);
  }

  /** Lets go of those whose time is over. */
  void release(Instant now) {
    List<String> over = new ArrayList<>();
    well.forEach(
        (id, one) -> {
          if (one.until() != null && !one.until().isAfter(now)) {
            over.add(id);
          }
        });
    over.forEach(well::remove);
    log("keeps it no longer for", over, "their checks have been silent for too long");
  }

  void clear() {
    well.clear();
  }

  /** True where the instance is held from now on. */
  private boolean see(Endpoint endpoint, InstanceChecks checks, Instant now) {
    if (endpoint.health().compareTo(EndpointHealth.CRITICAL) < 0) {
      well.put(endpoint.id(), new Well(endpoint.health(), endpoint.weight(), checks, null));
      return false;
    }
    Well before = well.get(endpoint.id());
    Duration stay = before == null ? Duration.ZERO : before.checks().stayWell(checks);
    if (before == null || stay.isZero()) {
      well.remove(endpoint.id());
      return false;
    }
    if (before.until() != null) {
      return false;
    }
    well.put(endpoint.id(), before.heldUntil(now.plus(stay)));
    return true;
  }

  private void log(String what, List<String> ids, String why) {
    if (!ids.isEmpty()) {
      List<String> named = ids.subList(0, Math.min(NAMED, ids.size()));
      LOG.warn("consul service={} {} instances={} {}: {}", key, what, ids.size(), named, why);
    }
  }
}
