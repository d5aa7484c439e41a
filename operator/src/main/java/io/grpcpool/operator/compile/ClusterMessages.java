package io.grpcpool.operator.compile;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.RoutingPriority;
import io.envoyproxy.envoy.config.core.v3.SelfConfigSource;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.OutlierView;
import io.grpcpool.planner.route.PoolView;
import io.grpcpool.wire.PoolPolicyFields;

/** Immutable. Clusters, gRFC A27. */
final class ClusterMessages {

  private static final ConfigSource SAME_STREAM =
      ConfigSource.newBuilder()
          .setAds(AggregatedConfigSource.getDefaultInstance())
          .setResourceApiVersion(ApiVersion.V3)
          .build();

  /** Where load reports go; a client cannot be told later, and counts max_requests by them. */
  private static final ConfigSource SAME_SERVER =
      ConfigSource.newBuilder()
          .setSelf(SelfConfigSource.getDefaultInstance())
          .setResourceApiVersion(ApiVersion.V3)
          .build();

  /** As the client library's own default. */
  private static final int DEFAULT_CONNECTIONS = 8;

  private ClusterMessages() {}

  /**
   * For clients without the pool policy: the standard one, and the number of connections as gRFC
   * A105 has it, which clients that do not know it pass over. They have no settings of their own.
   */
  static Cluster standard(String name, PoolView pool, CallView calls) {
    CircuitBreakers.Builder breakers = CircuitBreakers.newBuilder().addThresholds(limit(calls));
    breakers
        .addPerHostThresholdsBuilder()
        .setPriority(RoutingPriority.DEFAULT)
        .setMaxConnections(
            UInt32Value.of(
                pool.connections() == null ? DEFAULT_CONNECTIONS : pool.connections().max()));
    return cluster(name, calls, breakers, BalancingMessages.standard(pool.balancing()));
  }

  /**
   * For grpc-java: the pool policy, and after it the standard one for clients that lack it. Without
   * A105's limit, which would multiply with the pool's own connections.
   */
  static Cluster java(String name, PoolView pool, CallView calls) {
    return cluster(
        name,
        calls,
        CircuitBreakers.newBuilder().addThresholds(limit(calls)),
        LoadBalancingPolicy.newBuilder()
            .addPolicies(
                BalancingMessages.standard(
                    PoolPolicyFields.POLICY_NAME,
                    PoolPolicyMessages.policy(pool, calls.protection())))
            .addAllPolicies(BalancingMessages.standard(pool.balancing()).getPoliciesList()));
  }

  private static Cluster cluster(
      String name,
      CallView calls,
      CircuitBreakers.Builder breakers,
      LoadBalancingPolicy.Builder policies) {
    Cluster.Builder cluster =
        Cluster.newBuilder()
            .setName(name)
            .setType(Cluster.DiscoveryType.EDS)
            .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setEdsConfig(SAME_STREAM))
            .setLoadBalancingPolicy(policies)
            .setCircuitBreakers(breakers)
            .setLrsServer(SAME_SERVER);
    OutlierView outliers = calls.protection().outliers();
    if (outliers != null) {
      cluster.setOutlierDetection(OutlierMessages.detection(outliers));
    }
    return cluster.build();
  }

  /** Always explicit: the default of 1024 calls in flight is enforced (gRFC A32). */
  private static CircuitBreakers.Thresholds limit(CallView calls) {
    return CircuitBreakers.Thresholds.newBuilder()
        .setPriority(RoutingPriority.DEFAULT)
        .setMaxRequests(UInt32Value.of((int) calls.maxRequests()))
        .build();
  }
}
