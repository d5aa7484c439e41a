package io.grpcpool.planner.select;

import io.grpcpool.planner.plan.LocalityGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Immutable. The endpoints of a cluster as the clients of each zone prefer them: within a
 * datacenter those of the client's own zone, then all others, which take calls when none of the own
 * zone can. Datacenters keep their order, because zones of two of them may share a name.
 */
public final class ZonePreference {

  /**
   * Zones that are told apart. Each costs a copy of the assignment, so that endpoints that each
   * claim a zone of their own must not be able to fill the memory.
   */
  public static final int MOST_ZONES = 64;

  private ZonePreference() {}

  /**
   * The localities by the zone of the client.
   *
   * @param localities sorted, priorities dense from 0
   * @return empty where no zone has anything to prefer: all endpoints are in one zone, or in more
   *     than can be told apart
   */
  static SortedMap<String, List<LocalityGroup>> of(List<LocalityGroup> localities) {
    SortedMap<String, List<LocalityGroup>> byZone = new TreeMap<>();
    SortedSet<String> zones = zones(localities);
    if (zones.size() > 1 && zones.size() <= MOST_ZONES) {
      zones.stream()
          .filter(zone -> !zone.isEmpty())
          .forEach(zone -> byZone.put(zone, preferring(zone, localities)));
    }
    return byZone;
  }

  /** Whether there are more zones than can be told apart. */
  static boolean tooManyZones(List<LocalityGroup> localities) {
    return zones(localities).size() > MOST_ZONES;
  }

  private static SortedSet<String> zones(List<LocalityGroup> localities) {
    return localities.stream()
        .map(group -> group.locality().zone())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<LocalityGroup> preferring(String zone, List<LocalityGroup> localities) {
    List<LocalityGroup> ranked =
        localities.stream()
            .map(group -> group.at(2 * group.priority() + (isIn(zone, group) ? 0 : 1)))
            .sorted(
                Comparator.comparing(LocalityGroup::priority)
                    .thenComparing(LocalityGroup::locality))
            .toList();
    return dense(ranked);
  }

  private static boolean isIn(String zone, LocalityGroup group) {
    return group.locality().zone().equals(zone);
  }

  /** Clients refuse an assignment that skips a priority (gRFC A27). */
  private static List<LocalityGroup> dense(List<LocalityGroup> sorted) {
    List<LocalityGroup> dense = new ArrayList<>();
    int priority = -1;
    int last = -1;
    for (LocalityGroup group : sorted) {
      if (group.priority() != last) {
        last = group.priority();
        priority++;
      }
      dense.add(group.at(priority));
    }
    return dense;
  }
}
