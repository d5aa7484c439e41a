package io.grpcpool.operator.discovery.consul;

import io.grpcpool.planner.Locality;
import java.util.List;
import java.util.Map;

/** Immutable. One element of {@code /v1/health/service/:name}, as Consul sent it. */
record ConsulInstance(Node node, Service service, List<Check> checks) {

  ConsulInstance {
    checks = List.copyOf(checks);
  }

  /** The name that status and logs use: an ID alone may occur on several nodes. */
  String id() {
    return node.name() + "/" + service.id();
  }

  /**
   * @param tagged {@code TaggedAddresses}: at a node they are plain texts
   */
  record Node(
      String name,
      String address,
      String datacenter,
      Map<String, String> meta,
      Locality locality,
      Map<String, String> tagged) {}

  /**
   * @param port whatever number was sent; 0 where none was
   * @param tagged {@code TaggedAddresses}: at a service they have ports of their own
   */
  record Service(
      String id,
      String kind,
      String address,
      long port,
      List<NamedPort> ports,
      Map<String, Address> tagged,
      Weights weights,
      Map<String, String> meta,
      List<String> tags,
      Locality locality) {}

  record Address(String address, long port) {}

  /** One of {@code Service.Ports}, which newer registrations use in place of {@code Port}. */
  record NamedPort(String name, long port, boolean standard) {}

  /**
   * @param serviceId empty: a check of the node
   * @param type {@code ttl}, {@code grpc}, …; empty for one that was registered without an agent
   * @param silent whether its output is empty
   * @param interval between probes, as Go writes durations; empty: it is none
   * @param timeout of a probe; empty: Consul's default
   * @param created the catalogue's index of its registration
   * @param modified the catalogue's index of its last change
   */
  record Check(
      String id,
      String status,
      String serviceId,
      String type,
      boolean silent,
      String interval,
      String timeout,
      long created,
      long modified) {}

  /** Consul's weights by state; 1 where nothing, or nothing usable, was sent. */
  record Weights(long passing, long warning) {
    static final Weights DEFAULT = new Weights(1, 1);
  }
}
