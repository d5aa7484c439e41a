package io.grpcpool.xds;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.SelfConfigSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Immutable. Resources that clients accept, as short as they can be. */
final class Resources {

  private Resources() {}

  static ServedResource cluster(String name) {
    return cluster(name, "");
  }

  /** A cluster whose bytes differ with {@code mark}. */
  static ServedResource cluster(String name, String mark) {
    return ServedResource.of(
        ResourceType.CLUSTER,
        name,
        Cluster.newBuilder()
            .setName(name)
            .setAltStatName(mark)
            .setType(Cluster.DiscoveryType.EDS)
            .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setEdsConfig(ads()))
            .setLrsServer(ConfigSource.newBuilder().setSelf(SelfConfigSource.getDefaultInstance()))
            .build());
  }

  private static ConfigSource ads() {
    return ConfigSource.newBuilder().setAds(AggregatedConfigSource.getDefaultInstance()).build();
  }

  static ServedResource endpoints(String cluster, int... ports) {
    LocalityLbEndpoints.Builder locality =
        LocalityLbEndpoints.newBuilder()
            .setLocality(Locality.getDefaultInstance())
            .setLoadBalancingWeight(UInt32Value.of(1));
    IntStream.of(ports).forEach(port -> locality.addLbEndpoints(endpoint(port)));
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(cluster);
    return ServedResource.of(
        ResourceType.ENDPOINTS,
        cluster,
        (ports.length == 0 ? assignment : assignment.addEndpoints(locality)).build());
  }

  private static LbEndpoint endpoint(int port) {
    SocketAddress address =
        SocketAddress.newBuilder().setAddress("127.0.0.1").setPortValue(port).build();
    return LbEndpoint.newBuilder()
        .setEndpoint(
            Endpoint.newBuilder().setAddress(Address.newBuilder().setSocketAddress(address)))
        .build();
  }

  static ServedResource route(String name, String cluster) {
    return ServedResource.of(
        ResourceType.ROUTE_CONFIGURATION, name, routes(name, Map.of(cluster, 1)));
  }

  /** A listener with one cluster that gets all calls. */
  static ServedResource listener(String name, String cluster) {
    return listener(name, Map.of(cluster, 1));
  }

  /** A listener whose keeper route names every cluster, those of weight 0 too. */
  static ServedResource listener(String name, Map<String, Integer> weights) {
    HttpConnectionManager manager =
        HttpConnectionManager.newBuilder()
            .setRouteConfig(routes(name, weights))
            .addHttpFilters(
                HttpFilter.newBuilder()
                    .setName("router")
                    .setTypedConfig(Any.pack(Router.getDefaultInstance())))
            .build();
    return ServedResource.of(
        ResourceType.LISTENER,
        name,
        Listener.newBuilder()
            .setName(name)
            .setApiListener(ApiListener.newBuilder().setApiListener(Any.pack(manager)))
            .build());
  }

  private static RouteConfiguration routes(String name, Map<String, Integer> weights) {
    Map<String, Integer> sorted = new TreeMap<>(weights);
    Map<String, Integer> used = new TreeMap<>(weights);
    used.values().removeIf(weight -> weight == 0);
    sorted.replaceAll((cluster, weight) -> 1);
    return RouteConfiguration.newBuilder()
        .setName(name)
        .addVirtualHosts(
            VirtualHost.newBuilder()
                .setName(name)
                .addDomains("*")
                .addRoutes(route("", used))
                .addRoutes(route("/keeper", sorted)))
        .build();
  }

  private static Route route(String prefix, Map<String, Integer> weights) {
    WeightedCluster.Builder clusters = WeightedCluster.newBuilder();
    weights.forEach(
        (cluster, weight) ->
            clusters.addClusters(
                WeightedCluster.ClusterWeight.newBuilder()
                    .setName(cluster)
                    .setWeight(UInt32Value.of(weight))));
    return Route.newBuilder()
        .setMatch(RouteMatch.newBuilder().setPrefix(prefix).setCaseSensitive(BoolValue.of(true)))
        .setRoute(RouteAction.newBuilder().setWeightedClusters(clusters))
        .build();
  }

  static ResourceKey key(ResourceType type, String name) {
    return new ResourceKey(type, name);
  }

  /** The names of the resources of a response, in their order. */
  static List<String> names(DiscoveryResponse response) {
    return response.getResourcesList().stream().map(Resources::name).toList();
  }

  private static String name(Any any) {
    try {
      Message message = messageOf(any);
      return (String) message.getField(message.getDescriptorForType().findFieldByNumber(1));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Message messageOf(Any any) throws InvalidProtocolBufferException {
    if (any.is(Listener.class)) {
      return any.unpack(Listener.class);
    }
    if (any.is(Cluster.class)) {
      return any.unpack(Cluster.class);
    }
    return any.is(ClusterLoadAssignment.class)
        ? any.unpack(ClusterLoadAssignment.class)
        : any.unpack(RouteConfiguration.class);
  }
}
