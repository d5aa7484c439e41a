package io.grpcpool.operator.compile;

import static com.google.protobuf.util.Values.of;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest;
import io.envoyproxy.envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash;
import io.envoyproxy.envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin;
import io.envoyproxy.envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality;
import io.grpcpool.planner.route.BalancingView;
import io.grpcpool.wire.PoolPolicyFields;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a client chooses an endpoint: in the words of the pool policy, and of the standard
 * ones for clients that lack it.
 */
final class BalancingMessages {

  private BalancingMessages() {}

  /** For the pool policy; null where its default is meant. */
  static @Nullable Struct forThePool(BalancingView balancing) {
    if (balancing instanceof BalancingView.LeastRequest) {
      return policy(PoolPolicyFields.LEAST_REQUEST).build();
    }
    if (balancing instanceof BalancingView.RingHash ring) {
      return policy(PoolPolicyFields.RING_HASH)
          .putFields(PoolPolicyFields.METADATA, of(ring.metadata()))
          .build();
    }
    if (balancing instanceof BalancingView.Custom custom) {
      return policy(PoolPolicyFields.CUSTOM)
          .putFields(PoolPolicyFields.NAME, of(custom.name()))
          .build();
    }
    return null;
  }

  /**
   * For clients without the pool policy: the nearest that gRPC has (gRFC A42, A48), and round robin
   * within the locality where they lack that too.
   */
  static LoadBalancingPolicy.Builder standard(BalancingView balancing) {
    LoadBalancingPolicy.Builder policies = LoadBalancingPolicy.newBuilder();
    if (balancing instanceof BalancingView.RingHash) {
      policies.addPolicies(standard("ring_hash", ring()));
    }
    LoadBalancingPolicy.Builder picking = LoadBalancingPolicy.newBuilder();
    if (balancing instanceof BalancingView.LeastRequest) {
      picking.addPolicies(standard("least_request", LeastRequest.getDefaultInstance()));
    }
    picking.addPolicies(standard("round_robin", RoundRobin.getDefaultInstance()));
    return policies.addPolicies(
        standard(
            "wrr_locality", WrrLocality.newBuilder().setEndpointPickingPolicy(picking).build()));
  }

  /** What the routes must say so that the standard ring hash knows its key; null: nothing. */
  static @Nullable HashPolicy hashPolicy(BalancingView balancing) {
    return balancing instanceof BalancingView.RingHash ring
        ? HashPolicy.newBuilder()
            .setHeader(HashPolicy.Header.newBuilder().setHeaderName(ring.metadata()))
            .build()
        : null;
  }

  static LoadBalancingPolicy.Policy standard(String name, Message config) {
    return LoadBalancingPolicy.Policy.newBuilder()
        .setTypedExtensionConfig(
            TypedExtensionConfig.newBuilder().setName(name).setTypedConfig(Any.pack(config)))
        .build();
  }

  private static RingHash ring() {
    return RingHash.newBuilder().setHashFunction(RingHash.HashFunction.XX_HASH).build();
  }

  private static Struct.Builder policy(String name) {
    return Struct.newBuilder().putFields(PoolPolicyFields.POLICY, of(name));
  }
}
