package io.grpcpool.operator.discovery.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.Locality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: stateless. Turns the slices of one Service into a view, by the rules that the
 * EndpointSlice API states: an absent {@code ready} means ready, only the first address counts, and
 * a terminating endpoint gets no new calls whatever else it says.
 */
final class EndpointSliceReader {

  private static final String POD = "Pod";

  private final String port;
  private final Function<String, @Nullable Map<String, String>> podLabels;

  /**
   * @param port a port's name, or its number as text; empty: the only one
   * @param podLabels by the pod's name; null where the pod is not known
   */
  EndpointSliceReader(String port, Function<String, @Nullable Map<String, String>> podLabels) {
    this.port = port;
    this.podLabels = podLabels;
  }

  EndpointsView read(Collection<EndpointSlice> slices) {
    SortedMap<String, Endpoint> found = new TreeMap<>();
    List<EndpointProblem> problems = new ArrayList<>();
    // Of a dual-stack pod the IPv4 address is taken: two endpoints would double its weight.
    slices.stream()
        .sorted(
            Comparator.comparing(EndpointSlice::getAddressType)
                .thenComparing(slice -> slice.getMetadata().getName()))
        .forEach(slice -> readSlice(slice, found, problems));
    return EndpointsView.fresh(List.copyOf(found.values()), problems);
  }

  private void readSlice(
      EndpointSlice slice, SortedMap<String, Endpoint> found, List<EndpointProblem> problems) {
    if (slice.getEndpoints().isEmpty()) {
      return;
    }
    String name = slice.getMetadata().getName();
    Optional<Integer> number = portOf(slice);
    if ("FQDN".equals(slice.getAddressType())) {
      problems.add(new EndpointProblem(name, "addressType is FQDN; allowed: IPv4, IPv6"));
    } else if (number.isEmpty()) {
      problems.add(new EndpointProblem(name, missingPort(slice)));
    } else {
      for (var endpoint : slice.getEndpoints()) {
        Endpoint read = endpoint(endpoint, number.get());
        if (!isTerminating(endpoint.getConditions())) {
          found.putIfAbsent(read.id(), read);
        }
      }
    }
  }

  private Optional<Integer> portOf(EndpointSlice slice) {
    List<EndpointPort> ports = slice.getPorts();
    if (port.isEmpty()) {
      return ports.size() == 1 ? Optional.ofNullable(ports.get(0).getPort()) : Optional.empty();
    }
    return ports.stream()
        .filter(p -> port.equals(p.getName()) || port.equals(String.valueOf(p.getPort())))
        .map(EndpointPort::getPort)
        .findFirst();
  }

  private String missingPort(EndpointSlice slice) {
    List<String> there =
        slice.getPorts().stream().map(p -> p.getName() + "=" + p.getPort()).sorted().toList();
    return port.isEmpty()
        ? "discovery.kubernetes.port is absent and the Service has %s".formatted(there)
        : "discovery.kubernetes.port is \"%s\"; allowed: %s".formatted(port, there);
  }

  private Endpoint endpoint(
      io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint, int number) {
    var target = endpoint.getTargetRef();
    String address = endpoint.getAddresses().get(0);
    boolean isPod = target != null && POD.equals(target.getKind());
    Map<String, String> labels = isPod ? podLabels.apply(target.getName()) : null;
    return new Endpoint(
        isPod ? target.getName() : address,
        address,
        number,
        isReady(endpoint.getConditions()) ? EndpointHealth.PASSING : EndpointHealth.CRITICAL,
        1,
        labels == null ? new TreeMap<>() : new TreeMap<>(labels),
        new TreeSet<>(),
        endpoint.getZone() == null ? Locality.NONE : new Locality("", endpoint.getZone(), ""),
        "");
  }

  private static boolean isReady(@Nullable EndpointConditions conditions) {
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  private static boolean isTerminating(@Nullable EndpointConditions conditions) {
    return conditions != null && Boolean.TRUE.equals(conditions.getTerminating());
  }
}
