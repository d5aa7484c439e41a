package io.grpcpool.client.pool;

import com.github.xds.type.v3.TypedStruct;
import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.grpcpool.wire.PoolPolicyFields;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.ServedResource;
import java.util.Map;

/** Immutable. A service of one cluster as the control plane serves it to grpc-java. */
final class XdsResources {

  private XdsResources() {}

  static ServedResource listener(String service, String cluster) {
    RouteAction toCluster =
        RouteAction.newBuilder()
            .setCluster(cluster)
            .setRetryPolicy(
                RetryPolicy.newBuilder().setRetryOn("unavailable").setNumRetries(UInt32Value.of(2)))
            .build();
    Route all =
        Route.newBuilder()
            .setMatch(RouteMatch.newBuilder().setPrefix("").setCaseSensitive(BoolValue.of(true)))
            .setRoute(toCluster)
            .build();
    HttpConnectionManager manager =
        HttpConnectionManager.newBuilder()
            .setRouteConfig(
                RouteConfiguration.newBuilder()
                    .setName(service)
                    .addVirtualHosts(
                        VirtualHost.newBuilder().setName("all").addDomains("*").addRoutes(all)))
            .addHttpFilters(
                HttpFilter.newBuilder()
                    .setName("router")
                    .setTypedConfig(Any.pack(Router.getDefaultInstance())))
            .build();
    return ServedResource.of(
        ResourceType.LISTENER,
        service,
        Listener.newBuilder()
            .setName(service)
            .setApiListener(ApiListener.newBuilder().setApiListener(Any.pack(manager)))
            .build());
  }

  /** A cluster with the pool policy whose value is the JSON. */
  static ServedResource cluster(String name, String poolPolicy) {
    TypedStruct policy =
        TypedStruct.newBuilder()
            .setTypeUrl(PoolPolicyFields.TYPE_URL)
            .setValue(struct(poolPolicy))
            .build();
    LoadBalancingPolicy.Policy first =
        LoadBalancingPolicy.Policy.newBuilder()
            .setTypedExtensionConfig(
                TypedExtensionConfig.newBuilder()
                    .setName("grpcpool")
                    .setTypedConfig(Any.pack(policy)))
            .build();
    return ServedResource.of(
        ResourceType.CLUSTER,
        name,
        Cluster.newBuilder()
            .setName(name)
            .setType(Cluster.DiscoveryType.EDS)
            .setConnectTimeout(Duration.newBuilder().setSeconds(5))
            .setEdsClusterConfig(
                Cluster.EdsClusterConfig.newBuilder()
                    .setEdsConfig(
                        ConfigSource.newBuilder()
                            .setAds(AggregatedConfigSource.getDefaultInstance())))
            .setLoadBalancingPolicy(LoadBalancingPolicy.newBuilder().addPolicies(first))
            .build());
  }

  /** The assignment of a cluster: ports on loopback with their weights. */
  static ServedResource endpoints(String cluster, Map<Integer, Integer> weightByPort) {
    LocalityLbEndpoints.Builder locality =
        LocalityLbEndpoints.newBuilder()
            .setLocality(Locality.newBuilder().setZone("a"))
            .setLoadBalancingWeight(UInt32Value.of(1));
    weightByPort.forEach((port, weight) -> locality.addLbEndpoints(endpoint(port, weight)));
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(cluster);
    return ServedResource.of(
        ResourceType.ENDPOINTS,
        cluster,
        (weightByPort.isEmpty() ? assignment : assignment.addEndpoints(locality)).build());
  }

  private static LbEndpoint endpoint(int port, int weight) {
    return LbEndpoint.newBuilder()
        .setLoadBalancingWeight(UInt32Value.of(weight))
        .setEndpoint(
            Endpoint.newBuilder()
                .setAddress(
                    Address.newBuilder()
                        .setSocketAddress(
                            SocketAddress.newBuilder().setAddress("127.0.0.1").setPortValue(port))))
        .build();
  }

  private static Struct struct(String json) {
    Struct.Builder struct = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(json, struct);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(json, e);
    }
    return struct.build();
  }
}
