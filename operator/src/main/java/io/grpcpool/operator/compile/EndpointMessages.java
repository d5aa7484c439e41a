package io.grpcpool.operator.compile;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.grpcpool.planner.plan.Backend;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.LocalityGroup;
import io.grpcpool.xds.ViewSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Immutable. Endpoints of a cluster, gRFC A27. */
final class EndpointMessages {

  private EndpointMessages() {}

  /**
   * The endpoints of a cluster by who gets them; a cluster without any has an assignment without
   * any.
   */
  static Map<ViewSelector, ClusterLoadAssignment> assignments(ClusterPlan cluster) {
    Map<ViewSelector, ClusterLoadAssignment> byView = new LinkedHashMap<>();
    byView.put(ViewSelector.ANY, assignment(cluster.name(), cluster.localities()));
    cluster
        .zones()
        .forEach(
            (zone, groups) ->
                byView.put(ViewSelector.of(zone), assignment(cluster.name(), groups)));
    return byView;
  }

  private static ClusterLoadAssignment assignment(String name, List<LocalityGroup> groups) {
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(name);
    groups.forEach(group -> assignment.addEndpoints(locality(group)));
    return assignment.build();
  }

  private static LocalityLbEndpoints locality(LocalityGroup group) {
    LocalityLbEndpoints.Builder locality =
        LocalityLbEndpoints.newBuilder()
            // Set even if nothing is known: Go, C-core and Node refuse an assignment without it.
            .setLocality(
                Locality.newBuilder()
                    .setRegion(group.locality().region())
                    .setZone(group.locality().zone())
                    .setSubZone(group.locality().subZone()))
            .setPriority(group.priority())
            .setLoadBalancingWeight(UInt32Value.of((int) group.weight()));
    group.backends().forEach(backend -> locality.addLbEndpoints(endpoint(backend)));
    return locality.build();
  }

  private static LbEndpoint endpoint(Backend backend) {
    SocketAddress socket =
        SocketAddress.newBuilder()
            .setAddress(backend.address())
            .setPortValue(backend.port())
            .build();
    return LbEndpoint.newBuilder()
        .setEndpoint(
            Endpoint.newBuilder().setAddress(Address.newBuilder().setSocketAddress(socket)))
        .setLoadBalancingWeight(UInt32Value.of((int) backend.weight()))
        .build();
  }
}
