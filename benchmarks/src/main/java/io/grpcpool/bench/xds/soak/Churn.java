package io.grpcpool.bench.xds.soak;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.ServedResource;
import io.grpcpool.xds.XdsServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Confined to one thread. Adds, changes and removes clusters with their endpoints, by chance. */
final class Churn {

  private final XdsServer server;
  private final RandomGenerator random;
  private final int names;
  private final Map<String, String> served = new HashMap<>();
  private int changes;

  Churn(XdsServer server, RandomGenerator random, int names) {
    this.server = server;
    this.random = random;
    this.names = names;
  }

  static String name(int number) {
    return "cluster-" + number;
  }

  /** One step: most of them change what is there. */
  void step() {
    String name = name(random.nextInt(names));
    if (served.containsKey(name) && random.nextInt(5) == 0) {
      served.remove(name);
      server.publish(
          ResourceUpdate.removing(
              new ResourceKey(ResourceType.CLUSTER, name),
              new ResourceKey(ResourceType.ENDPOINTS, name)));
    } else {
      String mark = "mark-" + ++changes;
      served.put(name, mark);
      server.publish(
          new ResourceUpdate(List.of(cluster(name, mark), endpoints(name, mark)), Set.of()));
    }
  }

  private static ServedResource cluster(String name, String mark) {
    return ServedResource.of(
        ResourceType.CLUSTER,
        name,
        Cluster.newBuilder().setName(name).setAltStatName(mark).build());
  }

  private static ServedResource endpoints(String name, String mark) {
    return ServedResource.of(
        ResourceType.ENDPOINTS,
        name,
        ClusterLoadAssignment.newBuilder()
            .setClusterName(name)
            .putNamedEndpoints(mark, Endpoint.getDefaultInstance())
            .build());
  }

  /** The mark of each cluster that is served. */
  Map<String, String> served() {
    return Map.copyOf(served);
  }

  int changes() {
    return changes;
  }
}
