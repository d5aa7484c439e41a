package io.grpcpool.planner;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds endpoints for tests; not thread-safe. */
public final class EndpointBuilder {

  private final String id;
  private String address = "10.0.0.1";
  private int port = 50051;
  private EndpointHealth health = EndpointHealth.PASSING;
  private long weight = 1;
  private final SortedMap<String, String> labels = new TreeMap<>();
  private final Set<String> tags = new TreeSet<>();
  private Locality locality = Locality.NONE;
  private String datacenter = "";
  private Set<String> services = Set.of(Endpoint.POLICY_SERVICE);

  private EndpointBuilder(String id) {
    this.id = id;
  }

  /** A passing endpoint of weight 1 whose address follows from {@code number}. */
  public static EndpointBuilder anEndpoint(int number) {
    return new EndpointBuilder("e" + number).at("10.0." + number / 256 + "." + number % 256);
  }

  public static EndpointBuilder anEndpoint(String id) {
    return new EndpointBuilder(id);
  }

  public EndpointBuilder at(String newAddress) {
    address = newAddress;
    return this;
  }

  public EndpointBuilder port(int newPort) {
    port = newPort;
    return this;
  }

  public EndpointBuilder health(EndpointHealth newHealth) {
    health = newHealth;
    return this;
  }

  public EndpointBuilder weight(long newWeight) {
    weight = newWeight;
    return this;
  }

  public EndpointBuilder version(String version) {
    labels.put("version", version);
    return this;
  }

  public EndpointBuilder labels(Map<String, String> more) {
    labels.putAll(more);
    return this;
  }

  public EndpointBuilder tags(String... more) {
    tags.addAll(Set.of(more));
    return this;
  }

  public EndpointBuilder zone(String zone) {
    locality = new Locality("", zone, "");
    return this;
  }

  public EndpointBuilder region(String region) {
    locality = new Locality(region, locality.zone(), locality.subZone());
    return this;
  }

  public EndpointBuilder datacenter(String newDatacenter) {
    datacenter = newDatacenter;
    return this;
  }

  /** Which services list it; without a call, the policy's own. */
  public EndpointBuilder services(String... names) {
    services = Set.of(names);
    return this;
  }

  public Endpoint build() {
    return new Endpoint(
        id,
        address,
        port,
        health,
        weight,
        labels,
        new TreeSet<>(tags),
        locality,
        datacenter,
        new TreeSet<>(services));
  }
}
