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

/** Immutable. Endpoints of a cluster, gRFC A27. */
final class EndpointMessages {

  private EndpointMessages() {}

  /** The endpoints of a cluster; a cluster without any has an assignment without any. */
  static ClusterLoadAssignment assignment(ClusterPlan cluster) {
    ClusterLoadAssignment.Builder assignment =
        ClusterLoadAssignment.newBuilder().setClusterName(cluster.name());
    cluster.localities().forEach(group -> assignment.addEndpoints(locality(group)));
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
