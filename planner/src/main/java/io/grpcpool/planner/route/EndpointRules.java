package io.grpcpool.planner.route;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Immutable. What a policy says of its service's endpoints beyond where to find them; two policies
 * may share one watch and judge it differently.
 *
 * @param tags an endpoint must carry all of them to belong to the service; empty: no condition
 * @param panicThreshold percent of healthy endpoints, 0 to 100, below which health is not believed;
 *     0 always believes it
 * @param datacenters in order of preference; empty: all alike
 * @param preferSameZone within a datacenter, a client takes endpoints of its own zone first
 */
public record EndpointRules(
    Set<String> tags,
    HealthMode health,
    int panicThreshold,
    List<String> datacenters,
    boolean preferSameZone) {

  /** Which states of health take calls. */
  public enum HealthMode {
    PASSING_AND_WARNING,
    ONLY_PASSING
  }

  /** What holds where a policy says nothing. */
  public static final EndpointRules DEFAULT =
      new EndpointRules(Set.of(), HealthMode.PASSING_AND_WARNING, 50, List.of(), false);

  public EndpointRules {
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    datacenters = List.copyOf(datacenters);
  }

  /** The same for clients that prefer their own zone, or do not. */
  public EndpointRules preferSameZone(boolean prefer) {
    return new EndpointRules(tags, health, panicThreshold, datacenters, prefer);
  }
}
