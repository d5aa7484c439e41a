package io.grpcpool.planner;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Immutable. What a policy asks a source to watch. Two policies with equal references share one
 * watch; what differs per policy (tags, panic threshold) is judged by the planner.
 */
public sealed interface ServiceRef {

  /** The source's kind: the key under {@code spec.discovery}, or the provider's name. */
  String kind();

  /**
   * A service of Consul in one or more datacenters, in order of priority.
   *
   * @param datacenters empty: the agent's own
   * @param emptyHoldDown how long a confirmed empty answer is held before it is believed
   */
  record Consul(String service, List<String> datacenters, Duration emptyHoldDown)
      implements ServiceRef {
    public Consul {
      datacenters = List.copyOf(datacenters);
    }

    @Override
    public String kind() {
      return "consul";
    }
  }

  /**
   * The EndpointSlices of Kubernetes Services, which together are the service of a policy.
   *
   * @param services the Services' names, each by what endpoints are listed under ({@link
   *     Endpoint#services})
   * @param port the port's name, or its number as text; empty: the only one
   */
  record Kubernetes(String namespace, SortedMap<String, String> services, String port)
      implements ServiceRef {
    public Kubernetes {
      services = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(services));
    }

    /** The policy's own Service alone. */
    public static Kubernetes of(String namespace, String service, String port) {
      return new Kubernetes(
          namespace, new TreeMap<>(java.util.Map.of(Endpoint.POLICY_SERVICE, service)), port);
    }

    @Override
    public String kind() {
      return "kubernetes";
    }
  }

  /** Endpoints written in the policy. */
  record Fixed(List<Endpoint> endpoints, List<EndpointProblem> problems) implements ServiceRef {
    public Fixed {
      endpoints = List.copyOf(endpoints);
      problems = List.copyOf(problems);
    }

    @Override
    public String kind() {
      return "static";
    }
  }

  /** A source that is found by ServiceLoader: its name and what it is told. */
  record External(String source, SortedMap<String, String> parameters) implements ServiceRef {
    public External {
      parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    @Override
    public String kind() {
      return source;
    }
  }
}
