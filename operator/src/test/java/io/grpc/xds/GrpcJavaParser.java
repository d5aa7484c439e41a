package io.grpc.xds;

import com.google.protobuf.MessageLite;
import io.grpc.xds.client.Bootstrapper.BootstrapInfo;
import io.grpc.xds.client.Bootstrapper.ServerInfo;
import io.grpc.xds.client.EnvoyProtoData;
import io.grpc.xds.client.XdsResourceType;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.xds.shaded.io.envoyproxy.envoy.config.listener.v3.Listener;
import java.util.List;
import java.util.Set;

/**
 * Immutable. Parses resources as a grpc-java client does; in this package because the parsers are
 * not public. What a client would refuse (NACK) is thrown, and what it would silently drop shows in
 * the result.
 */
public final class GrpcJavaParser {

  /** Immutable. A parsed cluster. */
  public record ParsedCluster(String name, Long maxRequests, boolean reportsLoad, String policy) {}

  private static final ServerInfo SERVER = ServerInfo.create("control-plane", "credentials");

  private static final XdsResourceType.Args ARGS =
      new XdsResourceType.Args(
          SERVER,
          "1",
          "1",
          BootstrapInfo.builder()
              .servers(List.of(SERVER))
              .node(EnvoyProtoData.Node.newBuilder().build())
              .build(),
          null,
          Set.of());

  private GrpcJavaParser() {}

  /** The clusters of each route, in order. */
  public static List<List<String>> listener(MessageLite listener) throws Exception {
    return XdsListenerResource.getInstance()
        .doParse(ARGS, Listener.parseFrom(listener.toByteArray()))
        .httpConnectionManager()
        .virtualHosts()
        .get(0)
        .routes()
        .stream()
        .map(GrpcJavaParser::clusters)
        .toList();
  }

  private static List<String> clusters(VirtualHost.Route route) {
    String cluster = route.routeAction().cluster();
    return cluster != null
        ? List.of(cluster)
        : route.routeAction().weightedClusters().stream().map(c -> c.name()).toList();
  }

  /** What the client knows of a cluster. */
  public static ParsedCluster cluster(MessageLite cluster) throws Exception {
    XdsClusterResource.CdsUpdate update =
        XdsClusterResource.getInstance().doParse(ARGS, Cluster.parseFrom(cluster.toByteArray()));
    return new ParsedCluster(
        update.clusterName(),
        update.maxConcurrentRequests(),
        update.lrsServerInfo() != null,
        String.valueOf(update.lbPolicyConfig()));
  }

  /** How many endpoints the client knows of an assignment. */
  public static int endpoints(MessageLite assignment) throws Exception {
    return XdsEndpointResource.getInstance()
        .doParse(ARGS, ClusterLoadAssignment.parseFrom(assignment.toByteArray()))
        .localityLbEndpointsMap
        .values()
        .stream()
        .mapToInt(locality -> locality.endpoints().size())
        .sum();
  }
}
