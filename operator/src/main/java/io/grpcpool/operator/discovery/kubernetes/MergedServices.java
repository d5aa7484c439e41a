package io.grpcpool.operator.discovery.kubernetes;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Immutable. The views of several Kubernetes Services as the one view of a policy. A pod that
 * several of them list is one endpoint that knows them all, as ready as the least of them says: one
 * Service hears of a failing pod before the other.
 */
final class MergedServices {

  private final SortedMap<String, String> services;

  /**
   * @param services the Services' names, by what endpoints are listed under
   */
  MergedServices(SortedMap<String, String> services) {
    this.services = services;
  }

  /**
   * Merges what is known of each Service.
   *
   * @param views by the Service's name; a Service that is absent has not answered
   */
  EndpointsView of(Map<String, EndpointsView> views) {
    SortedMap<Socket, Endpoint> merged = new TreeMap<>(Socket.ORDER);
    List<EndpointProblem> problems = new ArrayList<>();
    Map<Freshness, String> details = new HashMap<>();
    services.forEach(
        (key, service) -> {
          EndpointsView view = views.getOrDefault(service, EndpointsView.UNKNOWN);
          details.putIfAbsent(view.freshness(), detail(service, view));
          addMissing(problems, view.problems());
          view.endpoints().forEach(e -> merged.merge(Socket.of(e), listedBy(key, e), this::both));
        });
    List<Endpoint> endpoints = List.copyOf(merged.values());
    if (details.containsKey(Freshness.UNKNOWN)) {
      String detail = details.get(Freshness.UNKNOWN);
      return new EndpointsView(Freshness.UNKNOWN, List.of(), List.of(), detail);
    }
    EndpointsView fresh = EndpointsView.fresh(endpoints, problems);
    String stale = details.get(Freshness.STALE);
    return stale == null ? fresh : fresh.stale(stale);
  }

  /** A policy with one Service need not be told which. */
  private String detail(String service, EndpointsView view) {
    return services.size() == 1 ? view.detail() : "Service " + service + ": " + view.detail();
  }

  private static void addMissing(List<EndpointProblem> problems, Collection<EndpointProblem> more) {
    more.stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
  }

  private static Endpoint listedBy(String key, Endpoint endpoint) {
    return endpoint.listedBy(new TreeSet<>(List.of(key)), endpoint.health());
  }

  private Endpoint both(Endpoint one, Endpoint other) {
    SortedSet<String> by = new TreeSet<>(one.services());
    by.addAll(other.services());
    EndpointHealth worse =
        one.health().compareTo(other.health()) >= 0 ? one.health() : other.health();
    return one.listedBy(by, worse);
  }

  private record Socket(String id, String address, int port) {
    static final Comparator<Socket> ORDER =
        Comparator.comparing(Socket::id).thenComparing(Socket::address).thenComparing(Socket::port);

    static Socket of(Endpoint endpoint) {
      return new Socket(endpoint.id(), endpoint.address(), endpoint.port());
    }
  }
}
