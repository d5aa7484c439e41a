package io.grpcpool.planner.select;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointProblem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Immutable. The endpoints of a service with each address and port once: Go, C-core and Node refuse
 * a whole assignment that names one twice.
 *
 * @param problems the endpoints that gave way
 */
record Deduplication(List<Endpoint> endpoints, List<EndpointProblem> problems) {

  /** The healthiest first, then the heaviest, then by id (consul-rules V4). */
  private static final Comparator<Endpoint> BEST_FIRST =
      Comparator.comparing(Endpoint::health)
          .thenComparing(Comparator.comparing(Endpoint::weight).reversed())
          .thenComparing(Endpoint::id);

  private record Socket(String address, int port) {}

  static Deduplication of(List<Endpoint> endpoints) {
    Map<Socket, Endpoint> kept = new LinkedHashMap<>();
    List<EndpointProblem> problems = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      Socket socket = new Socket(canonical(endpoint.address()), endpoint.port());
      Endpoint other = kept.putIfAbsent(socket, endpoint);
      if (other == null) {
        continue;
      }
      boolean better = BEST_FIRST.compare(endpoint, other) < 0;
      if (better) {
        kept.put(socket, endpoint);
      }
      problems.add(better ? duplicate(other, endpoint) : duplicate(endpoint, other));
    }
    return new Deduplication(List.copyOf(kept.values()), problems);
  }

  private static EndpointProblem duplicate(Endpoint left, Endpoint kept) {
    return new EndpointProblem(
        left.id(),
        "address " + left.address() + " port " + left.port() + " is also that of " + kept.id());
  }

  /** One spelling for one IPv6 address; a text with a colon is never looked up as a host name. */
  private static String canonical(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      return InetAddress.getByName(address).getHostAddress();
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
