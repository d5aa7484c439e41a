package io.grpcpool.operator.discovery.consul;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Immutable. One answer for one service.
 *
 * @param listed how many instances the answer had, usable or not
 * @param endpoints sorted by ID, no address and port twice
 * @param checks of the instances by their ID; empty where they do not matter
 */
record ServiceSnapshot(
    int listed,
    List<Endpoint> endpoints,
    List<EndpointProblem> problems,
    Map<String, InstanceChecks> checks) {

  /** Consul sorts by node and ID but does not promise to; the order must not cause a change. */
  static final Comparator<Endpoint> ORDER =
      Comparator.comparing(Endpoint::id)
          .thenComparing(Endpoint::address)
          .thenComparing(Endpoint::port);

  static final ServiceSnapshot NOTHING = new ServiceSnapshot(0, List.of(), List.of());

  ServiceSnapshot {
    endpoints = List.copyOf(endpoints);
    problems = List.copyOf(problems);
    checks = Map.copyOf(checks);
  }

  /** An answer of which only the endpoints matter. */
  ServiceSnapshot(int listed, List<Endpoint> endpoints, List<EndpointProblem> problems) {
    this(listed, endpoints, problems, Map.of());
  }

  /** Whether the answer named no instance at all. */
  boolean isEmpty() {
    return listed == 0;
  }

  /** Of all instances, usable or not. */
  Stream<String> ids() {
    return Stream.concat(
        endpoints.stream().map(Endpoint::id), problems.stream().map(EndpointProblem::id));
  }

  /** Those of an earlier answer whose address is in this one no more. */
  List<Endpoint> missingOf(List<Endpoint> earlier) {
    Set<String> present =
        endpoints.stream().map(ServiceSnapshot::socket).collect(Collectors.toSet());
    return earlier.stream().filter(endpoint -> !present.contains(socket(endpoint))).toList();
  }

  /** This answer and, beside it, endpoints that it does not have. */
  ServiceSnapshot with(List<Endpoint> kept) {
    if (kept.isEmpty()) {
      return this;
    }
    List<Endpoint> all = new ArrayList<>(endpoints);
    all.addAll(missingOf(kept));
    all.sort(ORDER);
    return new ServiceSnapshot(listed, all, problems, checks);
  }

  /** Keeps the first of several at one address and port, and names the others. */
  static List<Endpoint> distinct(List<Endpoint> bestFirst, List<EndpointProblem> problems) {
    Set<String> seen = new HashSet<>();
    Predicate<Endpoint> first = endpoint -> seen.add(socket(endpoint));
    List<Endpoint> kept = new ArrayList<>();
    for (Endpoint endpoint : bestFirst) {
      if (first.test(endpoint)) {
        kept.add(endpoint);
      } else {
        problems.add(
            new EndpointProblem(
                endpoint.id(),
                "address "
                    + socket(endpoint)
                    + ": registered more than once, and clients refuse duplicates"));
      }
    }
    return kept;
  }

  /** The same for two spellings of one IPv6 address. */
  static String socket(Endpoint endpoint) {
    return IpLiteral.canonical(endpoint.address()) + " port " + endpoint.port();
  }
}
