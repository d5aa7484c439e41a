package io.grpcpool.planner;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Immutable. One backend as its source describes it, already known to be usable in xDS.
 *
 * @param id how the source names it, for status and logs: {@code node/service-id}, a pod's name
 * @param address an IP literal, IPv4 or IPv6, without brackets or zone
 * @param port 1 to 65535
 * @param weight relative weight in its present state of health, 0 to 1,000,000; 0 takes no calls
 * @param labels what selectors match: Consul's {@code Service.Meta}, a pod's labels
 * @param tags bare tags, which a selector reaches as {@code tag: x} and, written {@code k=v}, as a
 *     label
 * @param datacenter where it is registered; empty where the source knows no datacenters
 * @param services which of the services that the policy's tracks draw from list it: {@link
 *     #POLICY_SERVICE}, and the names of tracks' own Kubernetes Services
 */
public record Endpoint(
    String id,
    String address,
    int port,
    EndpointHealth health,
    long weight,
    SortedMap<String, String> labels,
    SortedSet<String> tags,
    Locality locality,
    String datacenter,
    SortedSet<String> services) {

  /** The service of the policy's discovery, as against one that a track has of its own. */
  public static final String POLICY_SERVICE = "";

  private static final SortedSet<String> OF_POLICY =
      java.util.Collections.unmodifiableSortedSet(new TreeSet<>(java.util.Set.of(POLICY_SERVICE)));

  public Endpoint {
    labels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    services = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(services));
  }

  /** An endpoint of the policy's own service. */
  public Endpoint(
      String id,
      String address,
      int port,
      EndpointHealth health,
      long weight,
      SortedMap<String, String> labels,
      SortedSet<String> tags,
      Locality locality,
      String datacenter) {
    this(id, address, port, health, weight, labels, tags, locality, datacenter, OF_POLICY);
  }

  /** The same endpoint, with what these services say of it. */
  public Endpoint listedBy(SortedSet<String> by, EndpointHealth asHealth) {
    return new Endpoint(
        id, address, port, asHealth, weight, labels, tags, locality, datacenter, by);
  }
}
