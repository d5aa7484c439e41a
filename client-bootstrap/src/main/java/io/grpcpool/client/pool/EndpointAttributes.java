package io.grpcpool.client.pool;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.InternalEquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.LoadBalancer.CreateSubchannelArgs;
import io.grpc.LoadBalancer.ResolvedAddresses;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.LoadBalancer.SubchannelStateListener;
import io.grpc.NameResolver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The one place that touches grpc-java's {@code @Internal} keys: they move between
 * releases, and where one is missing the pool goes on with weight 1 and without the cluster's name.
 */
final class EndpointAttributes {

  private static final Attributes.@Nullable Key<Long> WEIGHT =
      orNull(() -> InternalEquivalentAddressGroup.ATTR_WEIGHT);
  private static final Attributes.@Nullable Key<String> ENDPOINT_CLUSTER =
      orNull(() -> InternalEquivalentAddressGroup.ATTR_BACKEND_SERVICE);
  private static final Attributes.@Nullable Key<String> CLUSTER =
      orNull(() -> NameResolver.ATTR_BACKEND_SERVICE);
  private static final Attributes.@Nullable Key<Boolean> HAS_HEALTH =
      orNull(() -> LoadBalancer.HAS_HEALTH_PRODUCER_LISTENER_KEY);

  private EndpointAttributes() {}

  /** The weight that the control plane gave the endpoint, locality weight included; at least 1. */
  static long weight(EquivalentAddressGroup endpoint) {
    Long weight = WEIGHT == null ? null : endpoint.getAttributes().get(WEIGHT);
    return weight == null ? 1 : Math.max(1, weight);
  }

  /** The xDS cluster of these endpoints, or null if they do not come from a control plane. */
  static @Nullable String cluster(ResolvedAddresses addresses) {
    String cluster = CLUSTER == null ? null : addresses.getAttributes().get(CLUSTER);
    if (cluster != null || addresses.getAddresses().isEmpty() || ENDPOINT_CLUSTER == null) {
      return cluster;
    }
    return addresses.getAddresses().get(0).getAttributes().get(ENDPOINT_CLUSTER);
  }

  /**
   * The arguments for one more connection to the endpoint.
   *
   * @param health told of ejection and of health checks; without it, outlier detection panics the
   *     channel when it meets a new subchannel of an endpoint that it has ejected
   */
  static CreateSubchannelArgs subchannelArgs(
      EquivalentAddressGroup endpoint, SubchannelStateListener health) {
    CreateSubchannelArgs.Builder args = CreateSubchannelArgs.newBuilder().setAddresses(endpoint);
    try {
      args.addOption(LoadBalancer.HEALTH_CONSUMER_LISTENER_ARG_KEY, health);
    } catch (LinkageError e) {
      return args.build(); // a grpc-java without health producers has nothing to tell
    }
    return args.build();
  }

  /** Whether somebody above will tell the subchannel's health; else open means healthy. */
  static boolean healthIsReported(Subchannel subchannel) {
    return HAS_HEALTH != null && Boolean.TRUE.equals(subchannel.getAttributes().get(HAS_HEALTH));
  }

  private static <T> @Nullable T orNull(Supplier<T> key) {
    try {
      return key.get();
    } catch (LinkageError e) {
      return null;
    }
  }
}
