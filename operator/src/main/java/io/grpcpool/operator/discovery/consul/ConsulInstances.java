package io.grpcpool.operator.discovery.consul;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Immutable. From Consul's instances to endpoints that every gRPC client takes: Consul accepts host
 * names, port 70000 and one address under two IDs, and one of those makes a client refuse all.
 */
final class ConsulInstances implements BodyParser<ServiceSnapshot> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_WEIGHT = 1_000_000;
  private static final ToLongFunction<Endpoint> LIGHTEST_LAST = endpoint -> -endpoint.weight();
  private static final Comparator<Endpoint> BEST_FIRST =
      Comparator.comparing(Endpoint::health)
          .thenComparingLong(LIGHTEST_LAST)
          .thenComparing(ServiceSnapshot.ORDER);

  private final InstanceRules rules;

  ConsulInstances(InstanceRules rules) {
    this.rules = rules;
  }

  /** One instance at a time is held as JSON, however many there are. */
  @Override
  public ServiceSnapshot parse(InputStream body) throws IOException {
    List<ConsulInstance> instances = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.VALUE_NULL) {
        return ServiceSnapshot.NOTHING;
      }
      if (first != JsonToken.START_ARRAY) {
        throw new IOException("the answer is not a list of instances");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        JsonNode element = JSON.readTree(json);
        if (element == null) {
          throw new IOException("the answer ends in the middle");
        }
        if (element.isObject()) {
          instances.add(InstanceReader.read(element));
        }
      }
    }
    return snapshot(instances);
  }

  /** Sorted, checked and without duplicates; whatever is left out is named. */
  ServiceSnapshot snapshot(List<ConsulInstance> instances) {
    List<Endpoint> usable = new ArrayList<>();
    List<EndpointProblem> problems = new ArrayList<>();
    Map<String, InstanceChecks> checks = new HashMap<>();
    for (ConsulInstance instance : instances) {
      InstanceAddress address = InstanceAddress.of(instance, rules);
      String problem = kindProblem(instance);
      problem = problem == null ? address.problem() : problem;
      if (problem == null) {
        usable.add(endpoint(instance, address));
        checks.put(instance.id(), InstanceChecks.of(instance));
      } else {
        problems.add(new EndpointProblem(instance.id(), problem));
      }
    }
    usable.sort(BEST_FIRST);
    List<Endpoint> distinct = new ArrayList<>(ServiceSnapshot.distinct(usable, problems));
    distinct.sort(ServiceSnapshot.ORDER);
    problems.sort(Comparator.comparing(EndpointProblem::id).thenComparing(EndpointProblem::reason));
    return new ServiceSnapshot(instances.size(), distinct, problems, checks);
  }

  private static @org.jspecify.annotations.Nullable String kindProblem(ConsulInstance instance) {
    String kind = instance.service().kind();
    return kind.isEmpty()
        ? null
        : "kind \"" + kind + "\": proxies and gateways of a mesh are not endpoints";
  }

  private static Endpoint endpoint(ConsulInstance instance, InstanceAddress address) {
    EndpointHealth health = InstanceHealth.of(instance);
    Map<String, String> meta = instance.service().meta();
    return new Endpoint(
        instance.id(),
        address.address(),
        address.port(),
        health,
        weight(instance.service().weights(), health),
        new TreeMap<>(meta),
        new TreeSet<>(instance.service().tags()),
        InstanceLocality.of(instance),
        instance.node().datacenter());
  }

  /** As Consul's DNS: one weight for each state; in a panic the one of a healthy instance. */
  private static long weight(ConsulInstance.Weights weights, EndpointHealth health) {
    long weight = health == EndpointHealth.WARNING ? weights.warning() : weights.passing();
    return Math.min(weight, MAX_WEIGHT);
  }
}
