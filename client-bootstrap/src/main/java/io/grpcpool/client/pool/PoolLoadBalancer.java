package io.grpcpool.client.pool;

import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the channel's synchronization context. The policy {@code grpcpool} as grpc-java
 * drives it: endpoints and settings in, a {@link Pool} kept to them.
 */
final class PoolLoadBalancer extends LoadBalancer {

  private final PoolRuntime runtime;
  private final PoolRegistry registry;
  private final PoolConfig defaults;

  private @Nullable Pool pool;
  private boolean fromControlPlane;

  /**
   * @param defaults the settings of a channel whose service config names the policy without
   *     settings
   */
  PoolLoadBalancer(PoolRuntime runtime, PoolRegistry registry, PoolConfig defaults) {
    this.runtime = runtime;
    this.registry = registry;
    this.defaults = defaults;
  }

  @Override
  public Status acceptResolvedAddresses(ResolvedAddresses addresses) {
    runtime.guard("new endpoints", () -> accept(addresses));
    return addresses.getAddresses().isEmpty()
        ? Status.UNAVAILABLE.withDescription("no endpoints for " + runtime.target())
        : Status.OK;
  }

  /**
   * From a control plane this says that the cluster has no endpoints left: grpc-java passes an
   * empty assignment on in no other way. From DNS it says that DNS cannot be asked, which is no
   * reason to close anything.
   */
  @Override
  public void handleNameResolutionError(Status error) {
    runtime.guard("resolution error", () -> resolutionFailed(error));
  }

  @Override
  @SuppressWarnings("deprecation") // grpc-java 1.85 still asks before it hands on an empty list
  public boolean canHandleEmptyAddressListFromNameResolution() {
    return true;
  }

  @Override
  public void shutdown() {
    runtime.guard("shutdown", this::closePool);
  }

  private void accept(ResolvedAddresses addresses) {
    List<EquivalentAddressGroup> groups = addresses.getAddresses();
    String cluster = EndpointAttributes.cluster(addresses);
    fromControlPlane = fromControlPlane || cluster != null;
    if (pool == null) {
      PoolName name = PoolName.of(runtime.target(), cluster == null ? "" : cluster);
      pool = new Pool(name, runtime, registry, defaults);
    }
    if (groups.isEmpty()) {
      registry.discoveryFailed(pool.name());
      pool.drain();
    } else {
      pool.update(
          groups,
          addresses.getLoadBalancingPolicyConfig() instanceof PoolConfig config
              ? config
              : defaults);
    }
  }

  private void resolutionFailed(Status error) {
    registry.discoveryFailed(pool == null ? PoolName.of(runtime.target(), "") : pool.name());
    if (pool == null || pool.isEmpty()) {
      Status unavailable =
          Status.UNAVAILABLE
              .withDescription(
                  "no endpoints for " + runtime.target() + ": " + error.getDescription())
              .withCause(error.getCause());
      runtime.publish(
          ConnectivityState.TRANSIENT_FAILURE,
          new FixedResultPicker(PickResult.withError(unavailable)));
    } else if (fromControlPlane) {
      pool.drain();
    }
  }

  private void closePool() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
