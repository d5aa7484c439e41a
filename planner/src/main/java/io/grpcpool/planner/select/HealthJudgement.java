package io.grpcpool.planner.select;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.route.EndpointRules;
import io.grpcpool.planner.route.EndpointRules.HealthMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. Which endpoints take calls. Where too few of a whole service are healthy, the checks
 * are believed to be wrong rather than the service gone: a panic, in which all take calls but those
 * that a person took out (consul-rules E4).
 *
 * <p>It is judged over the service and never per track. A group without any healthy endpoint is
 * believed to be lost, and left out of the count, as long as another is healthy: that one shows
 * that the checks work.
 *
 * @param usable of each group, those that take calls
 * @param panic whether critical endpoints are among them
 * @param healthy healthy endpoints of the groups that count
 * @param counted all endpoints of the groups that count, without those that a person took out
 */
record HealthJudgement(List<List<Endpoint>> usable, boolean panic, int healthy, int counted) {

  private record Group(List<Endpoint> present, List<Endpoint> healthy) {
    boolean lost() {
      return healthy.isEmpty();
    }

    boolean reaches(int threshold) {
      return !lost() && 100L * healthy.size() >= (long) threshold * present.size();
    }
  }

  /**
   * @param groups the endpoints of each track, and those of none
   */
  static HealthJudgement of(List<List<Endpoint>> groups, EndpointRules rules) {
    List<Group> all = groups.stream().map(group -> group(group, rules.health())).toList();
    int threshold = rules.panicThreshold();
    boolean checksWork = all.stream().anyMatch(group -> group.reaches(threshold));
    int healthy = 0;
    int counted = 0;
    for (Group group : all) {
      if (!(checksWork && group.lost())) {
        healthy += group.healthy().size();
        counted += group.present().size();
      }
    }
    boolean panic = 100L * healthy < (long) threshold * counted;
    List<List<Endpoint>> usable = new ArrayList<>();
    for (Group group : all) {
      usable.add(panic && !(checksWork && group.lost()) ? group.present() : group.healthy());
    }
    return new HealthJudgement(usable, panic, healthy, counted);
  }

  private static Group group(List<Endpoint> endpoints, HealthMode mode) {
    List<Endpoint> present = endpoints.stream().filter(e -> !takenOut(e)).toList();
    return new Group(present, present.stream().filter(e -> healthy(e, mode)).toList());
  }

  /**
   * By maintenance, or by a weight of 0 though nothing is wrong with it: no panic brings it back.
   */
  private static boolean takenOut(Endpoint endpoint) {
    return switch (endpoint.health()) {
      case MAINTENANCE -> true;
      case PASSING -> endpoint.weight() <= 0;
      case WARNING, CRITICAL -> false;
    };
  }

  private static boolean healthy(Endpoint endpoint, HealthMode mode) {
    boolean trusted =
        endpoint.health() == EndpointHealth.PASSING
            || (endpoint.health() == EndpointHealth.WARNING
                && mode == HealthMode.PASSING_AND_WARNING);
    return trusted && endpoint.weight() > 0;
  }
}
