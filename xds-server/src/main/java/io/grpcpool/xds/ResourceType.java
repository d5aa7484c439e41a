package io.grpcpool.xds;

import com.google.protobuf.Descriptors.Descriptor;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The four kinds of resource that gRPC clients ask for, in the order in which they are
 * sent: clusters and endpoints go before what refers to them (xDS protocol, eventual consistency
 * considerations).
 */
public enum ResourceType {
  /** {@code envoy.config.cluster.v3.Cluster} (CDS). */
  CLUSTER(Cluster.getDescriptor(), "name", true),
  /** {@code envoy.config.endpoint.v3.ClusterLoadAssignment} (EDS). */
  ENDPOINTS(ClusterLoadAssignment.getDescriptor(), "cluster_name", false),
  /** {@code envoy.config.listener.v3.Listener} (LDS). */
  LISTENER(Listener.getDescriptor(), "name", true),
  /** {@code envoy.config.route.v3.RouteConfiguration} (RDS). */
  ROUTE_CONFIGURATION(RouteConfiguration.getDescriptor(), "name", false);

  private static final Map<String, ResourceType> BY_URL =
      Stream.of(values()).collect(Collectors.toMap(ResourceType::typeUrl, Function.identity()));

  private final Descriptor descriptor;
  private final String typeUrl;
  private final String nameField;
  private final boolean stateOfTheWorld;

  ResourceType(Descriptor descriptor, String nameField, boolean stateOfTheWorld) {
    this.descriptor = descriptor;
    this.typeUrl = "type.googleapis.com/" + descriptor.getFullName();
    this.nameField = nameField;
    this.stateOfTheWorld = stateOfTheWorld;
  }

  /** The type URL as it is written in requests and responses. */
  public String typeUrl() {
    return typeUrl;
  }

  /** The name as metrics, logs and debug pages write it, for example {@code Listener}. */
  public String label() {
    return descriptor.getName();
  }

  /**
   * Whether a response must hold every subscribed resource, because a client takes one that is left
   * out as deleted (xDS protocol: LDS and CDS), or only those that changed (RDS and EDS).
   */
  boolean stateOfTheWorld() {
    return stateOfTheWorld;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  /** The field of the resource that holds its name. */
  String nameField() {
    return nameField;
  }

  /** The type of a type URL; null for one that no gRPC client asks for. */
  public static @Nullable ResourceType ofUrl(String typeUrl) {
    return BY_URL.get(typeUrl);
  }
}
