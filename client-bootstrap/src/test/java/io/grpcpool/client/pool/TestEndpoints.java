package io.grpcpool.client.pool;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InternalEquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A channel with the pool policy and the resolver behind it: a test says which
 * endpoints and settings there are, as a control plane would, and may change them while calls run.
 */
final class TestEndpoints implements AutoCloseable {

  private final Provider provider = new Provider();
  private final String service = "backend-" + Integer.toHexString(System.identityHashCode(this));
  private final ManagedChannel channel;
  private NameResolver.@Nullable Listener2 listener;
  private NameResolver.@Nullable Args args;
  private List<EquivalentAddressGroup> endpoints;
  private Map<String, ?> serviceConfig;
  private Map<String, ?> outliers = Map.of();
  private boolean retries;

  private TestEndpoints(Map<String, ?> serviceConfig, List<EquivalentAddressGroup> endpoints) {
    this.serviceConfig = serviceConfig;
    this.endpoints = endpoints;
    NameResolverRegistry.getDefaultRegistry().register(provider);
    PoolLoadBalancerProvider.register();
    channel =
        Grpc.newChannelBuilder(
                provider.getDefaultScheme() + ":///" + service, InsecureChannelCredentials.create())
            .build();
  }

  static TestEndpoints of(Map<String, ?> poolPolicy, EquivalentAddressGroup... endpoints) {
    return new TestEndpoints(service(poolPolicy), List.of(endpoints));
  }

  /** As {@link #of}, with calls retried on UNAVAILABLE. */
  static TestEndpoints withRetry(Map<String, ?> poolPolicy, EquivalentAddressGroup... endpoints) {
    TestEndpoints made = new TestEndpoints(service(poolPolicy), List.of(endpoints));
    made.retries = true;
    made.setPolicy(poolPolicy);
    return made;
  }

  /** As {@link #of}, with outlier detection above the pool, as xDS puts it there. */
  static TestEndpoints withOutlierDetection(
      Map<String, ?> outliers, Map<String, ?> poolPolicy, EquivalentAddressGroup... endpoints) {
    TestEndpoints made = new TestEndpoints(service(poolPolicy), List.of(endpoints));
    made.outliers = outliers;
    made.setPolicy(poolPolicy);
    return made;
  }

  /** A pool policy's JSON as grpc-java reads it, with numbers as Double. */
  static Map<String, Object> connections(int initial, int min, int max) {
    return Map.of(
        "connectionsPerEndpoint",
        Map.of("initial", (double) initial, "min", (double) min, "max", (double) max));
  }

  ManagedChannel channel() {
    return channel;
  }

  synchronized void setEndpoints(EquivalentAddressGroup... now) {
    endpoints = List.of(now);
    push();
  }

  synchronized void setPolicy(Map<String, ?> poolPolicy) {
    Map<String, Object> service =
        new LinkedHashMap<>(outliers.isEmpty() ? service(poolPolicy) : underOutliers(poolPolicy));
    if (retries) {
      service.put(
          "methodConfig", List.of(Map.of("name", List.of(Map.of()), "retryPolicy", retryPolicy())));
    }
    serviceConfig = service;
    push();
  }

  /** What a resolver says when it cannot resolve, and a control plane when a cluster is empty. */
  synchronized void fail(String description) {
    tell(StatusOr.fromStatus(Status.UNAVAILABLE.withDescription(description)));
  }

  /** The endpoint as a control plane would send it, with its cluster. */
  static EquivalentAddressGroup inCluster(EquivalentAddressGroup endpoint, String cluster) {
    Attributes attributes =
        endpoint.getAttributes().toBuilder()
            .set(InternalEquivalentAddressGroup.ATTR_BACKEND_SERVICE, cluster)
            .build();
    return new EquivalentAddressGroup(endpoint.getAddresses(), attributes);
  }

  /** The name by which the pool of this channel is known. */
  String service() {
    return service;
  }

  PoolStats stats() {
    return PoolRegistry.process().stats().stream()
        .filter(stats -> stats.name().service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    NameResolverRegistry.getDefaultRegistry().deregister(provider);
  }

  private synchronized void begin(NameResolver.Listener2 to) {
    listener = to;
    push();
  }

  private void push() {
    tell(StatusOr.fromValue(endpoints));
  }

  private void tell(StatusOr<List<EquivalentAddressGroup>> addresses) {
    NameResolver.Listener2 to = listener;
    NameResolver.Args with = args;
    if (to != null && with != null) {
      NameResolver.ResolutionResult result =
          NameResolver.ResolutionResult.newBuilder()
              .setAddressesOrError(addresses)
              .setServiceConfig(with.getServiceConfigParser().parseServiceConfig(serviceConfig))
              .build();
      with.getSynchronizationContext().execute(() -> to.onResult2(result));
    }
  }

  private static Map<String, ?> service(Map<String, ?> poolPolicy) {
    return Map.of("loadBalancingConfig", List.of(Map.of("grpcpool", poolPolicy)));
  }

  private Map<String, ?> underOutliers(Map<String, ?> poolPolicy) {
    Map<String, Object> detection = new LinkedHashMap<>(outliers);
    detection.put("childPolicy", List.of(Map.of("grpcpool", poolPolicy)));
    return Map.of(
        "loadBalancingConfig", List.of(Map.of("outlier_detection_experimental", detection)));
  }

  private static Map<String, ?> retryPolicy() {
    return Map.of(
        "maxAttempts",
        3.0,
        "initialBackoff",
        "0.025s",
        "maxBackoff",
        "0.25s",
        "backoffMultiplier",
        2.0,
        "retryableStatusCodes",
        List.of("UNAVAILABLE"));
  }

  private final class Provider extends NameResolverProvider {

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args resolverArgs) {
      args = resolverArgs;
      return new NameResolver() {
        @Override
        public String getServiceAuthority() {
          return "backend";
        }

        @Override
        public void start(Listener2 to) {
          begin(to);
        }

        @Override
        public void shutdown() {}
      };
    }

    @Override
    protected boolean isAvailable() {
      return true;
    }

    @Override
    protected int priority() {
      return 5;
    }

    @Override
    public String getDefaultScheme() {
      return "test" + Integer.toHexString(System.identityHashCode(this));
    }
  }
}
