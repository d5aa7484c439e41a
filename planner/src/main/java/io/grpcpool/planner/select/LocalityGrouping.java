package io.grpcpool.planner.select;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.plan.Backend;
import io.grpcpool.planner.plan.LocalityGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Immutable. Endpoints by priority and place, as every gRPC client accepts them: each pair once,
 * priorities dense from 0, weights at least 1, the weights of a priority within 32 bits.
 */
final class LocalityGrouping {

  private static final long MOST = 0xFFFF_FFFFL;

  private static final Comparator<Backend> ORDER =
      Comparator.comparing(Backend::address).thenComparing(Backend::port);

  private record Place(int rank, Locality locality) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::rank).thenComparing(Place::locality);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<String, Integer> ranks = new HashMap<>();

  /**
   * @param datacenters the best first; all others come after, alike
   */
  LocalityGrouping(List<String> datacenters) {
    for (String datacenter : datacenters) {
      ranks.putIfAbsent(datacenter, ranks.size());
    }
  }

  /** Groups the endpoints that take calls. */
  List<LocalityGroup> group(List<Endpoint> endpoints) {
    SortedMap<Place, List<Endpoint>> places = new TreeMap<>();
    for (Endpoint endpoint : endpoints) {
      places.computeIfAbsent(place(endpoint), p -> new ArrayList<>()).add(endpoint);
    }
    double scale = scale(places);
    List<LocalityGroup> groups = new ArrayList<>();
    int priority = -1;
    int lastRank = -1;
    for (Map.Entry<Place, List<Endpoint>> place : places.entrySet()) {
      if (place.getKey().rank() != lastRank) {
        lastRank = place.getKey().rank();
        priority++;
      }
      groups.add(locality(priority, place.getKey().locality(), place.getValue(), scale));
    }
    return groups;
  }

  /**
   * The datacenter is part of the place: grpc-java keeps one group per locality, so the same
   * locality in two priorities would lose the endpoints of the first.
   */
  private Place place(Endpoint endpoint) {
    String datacenter = endpoint.datacenter();
    Locality locality = endpoint.locality();
    if (ranks.isEmpty()) {
      return new Place(0, locality);
    }
    String region = locality.region();
    String qualified =
        region.isEmpty() || region.equals(datacenter) ? datacenter : datacenter + "/" + region;
    return new Place(
        ranks.getOrDefault(datacenter, ranks.size()),
        new Locality(qualified, locality.zone(), locality.subZone()));
  }

  private static LocalityGroup locality(
      int priority, Locality locality, List<Endpoint> members, double scale) {
    List<Backend> backends =
        members.stream()
            .map(e -> new Backend(e.address(), e.port(), weight(e, scale)))
            .sorted(ORDER)
            .toList();
    return new LocalityGroup(
        priority, locality, backends.stream().mapToLong(Backend::weight).sum(), backends);
  }

  /** One factor for a whole cluster, so that its endpoints keep their proportions. */
  private static double scale(SortedMap<Place, List<Endpoint>> places) {
    Map<Integer, Long> sums = new HashMap<>();
    long count = 0;
    for (Map.Entry<Place, List<Endpoint>> place : places.entrySet()) {
      long sum = place.getValue().stream().mapToLong(e -> weight(e, 1)).sum();
      sums.merge(place.getKey().rank(), sum, Long::sum);
      count += place.getValue().size();
    }
    long largest = sums.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return largest <= MOST ? 1 : (double) (MOST - count) / largest;
  }

  private static long weight(Endpoint endpoint, double scale) {
    return Math.max(1, (long) (endpoint.weight() * scale));
  }
}
