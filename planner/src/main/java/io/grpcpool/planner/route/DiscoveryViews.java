package io.grpcpool.planner.route;

import static io.grpcpool.planner.route.RouteViews.present;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointProblem;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.ServiceRef;
import io.grpcpool.planner.route.EndpointRules.HealthMode;
import io.grpcpool.policy.ConsulDiscovery;
import io.grpcpool.policy.ConsulHealth;
import io.grpcpool.policy.Discovery;
import io.grpcpool.policy.EndpointAddress;
import io.grpcpool.policy.ExternalDiscovery;
import io.grpcpool.policy.KubernetesDiscovery;
import io.grpcpool.policy.Percentage;
import io.grpcpool.policy.PolicyDuration;
import io.grpcpool.policy.StaticDiscovery;
import io.grpcpool.policy.StaticEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Immutable. What a policy's discovery asks a source for, and what it leaves to the planner. */
record DiscoveryViews(ServiceRef service, EndpointRules rules) {

  /** A panic threshold is Consul's field; the health that other sources give is always believed. */
  private static final EndpointRules BELIEVED =
      new EndpointRules(Set.of(), HealthMode.PASSING_AND_WARNING, 0, List.of(), false);

  static DiscoveryViews of(PolicyId policy, Discovery discovery, List<TrackView> tracks) {
    ConsulDiscovery consul = discovery.consul();
    if (consul != null) {
      return consul(consul);
    }
    KubernetesDiscovery kubernetes = discovery.kubernetes();
    if (kubernetes != null) {
      return new DiscoveryViews(kubernetes(policy, kubernetes, tracks), BELIEVED);
    }
    StaticDiscovery fixed = discovery.fixed();
    if (fixed != null) {
      return new DiscoveryViews(fixed(present(fixed.endpoints())), BELIEVED);
    }
    ExternalDiscovery external = present(discovery.external());
    return new DiscoveryViews(
        new ServiceRef.External(
            present(external.source()), new TreeMap<>(present(external.parameters()))),
        BELIEVED);
  }

  /** A Service that no track draws from is not watched. */
  private static ServiceRef kubernetes(
      PolicyId policy, KubernetesDiscovery kubernetes, List<TrackView> tracks) {
    SortedMap<String, String> services = new TreeMap<>();
    for (TrackView track : tracks) {
      String service = track.selector().service();
      services.put(
          service, track.selector().ofOwnService() ? service : present(kubernetes.service()));
    }
    return new ServiceRef.Kubernetes(
        policy.namespace(), services, Optional.ofNullable(kubernetes.port()).orElse(""));
  }

  private static DiscoveryViews consul(ConsulDiscovery consul) {
    HealthMode health =
        present(consul.health()).equals(ConsulHealth.ONLY_PASSING.text())
            ? HealthMode.ONLY_PASSING
            : HealthMode.PASSING_AND_WARNING;
    List<String> datacenters = present(consul.datacenters());
    return new DiscoveryViews(
        new ServiceRef.Consul(
            present(consul.service()),
            datacenters,
            PolicyDuration.of(present(consul.emptyHoldDown()))),
        new EndpointRules(
            Set.copyOf(present(consul.tags())),
            health,
            Percentage.of(present(consul.panicThreshold())),
            datacenters,
            false));
  }

  private static ServiceRef fixed(List<StaticEndpoint> written) {
    List<Endpoint> endpoints = new ArrayList<>();
    List<EndpointProblem> problems = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      StaticEndpoint endpoint = written.get(i);
      String id = "endpoints[" + i + "]";
      EndpointAddress.check(endpoint.address(), endpoint.port())
          .ifPresentOrElse(
              reason -> problems.add(new EndpointProblem(id, reason)),
              () -> endpoints.add(endpoint(id, endpoint)));
    }
    return new ServiceRef.Fixed(endpoints, problems);
  }

  private static Endpoint endpoint(String id, StaticEndpoint written) {
    String zone = Optional.ofNullable(written.zone()).orElse("");
    return new Endpoint(
        id,
        present(written.address()),
        present(written.port()),
        EndpointHealth.PASSING,
        present(written.weight()),
        new TreeMap<>(present(written.labels())),
        new TreeSet<>(),
        new Locality("", zone, ""),
        "");
  }
}
