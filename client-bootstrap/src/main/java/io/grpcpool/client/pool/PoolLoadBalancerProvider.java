package io.grpcpool.client.pool;

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import io.grpcpool.client.bootstrap.InstalledBootstrap;
import io.grpcpool.wire.PoolPolicyFields;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: the process's defaults are read once, by whoever needs them first. The policy {@code
 * grpcpool} as grpc-java finds it, by ServiceLoader or by {@link #register}.
 */
public final class PoolLoadBalancerProvider extends LoadBalancerProvider {

  private final PoolRegistry registry;
  private final Supplier<Map<String, ?>> poolDefaults;
  private volatile @Nullable ConfigOrError defaults;

  /** For ServiceLoader: settings from the process's bootstrap, pools in the process's registry. */
  public PoolLoadBalancerProvider() {
    this(PoolRegistry.process(), () -> InstalledBootstrap.ofProcess().poolDefaults());
  }

  PoolLoadBalancerProvider(PoolRegistry registry, Supplier<Map<String, ?>> poolDefaults) {
    this.registry = registry;
    this.poolDefaults = poolDefaults;
  }

  /**
   * Makes the policy known to grpc-java. ServiceLoader does that too, except where this library is
   * seen by another class loader than grpc-java (application servers, development modes). Harmless
   * when repeated.
   */
  public static void register() {
    LoadBalancerRegistry known = LoadBalancerRegistry.getDefaultRegistry();
    if (known.getProvider(PoolPolicyFields.POLICY_NAME) == null) {
      known.register(new PoolLoadBalancerProvider());
    }
  }

  /**
   * What is wrong with pool settings, such as those of a bootstrap's section; empty if nothing is.
   *
   * @param settings with the fields of {@link PoolPolicyFields}
   */
  public static Optional<String> problemOf(Map<String, ?> settings) {
    return Optional.ofNullable(new PoolConfigParser(PoolConfig.DEFAULTS).parse(settings).getError())
        .map(Status::getDescription)
        .or(() -> channelProblemOf(settings));
  }

  private static Optional<String> channelProblemOf(Map<String, ?> settings) {
    try {
      ChannelSettings.of(settings);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public int getPriority() {
    return 5;
  }

  @Override
  public String getPolicyName() {
    return PoolPolicyFields.POLICY_NAME;
  }

  @Override
  public ConfigOrError parseLoadBalancingPolicyConfig(Map<String, ?> json) {
    ConfigOrError base = defaults();
    return base.getError() != null
        ? base
        : new PoolConfigParser((PoolConfig) base.getConfig()).parse(json);
  }

  @Override
  public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
    return new PoolLoadBalancer(
        new PoolRuntime(helper, System::nanoTime, new SplittableRandom()),
        registry,
        PoolConfig.DEFAULTS);
  }

  private ConfigOrError defaults() {
    ConfigOrError known = defaults;
    if (known == null) {
      known = readDefaults();
      defaults = known;
    }
    return known;
  }

  private ConfigOrError readDefaults() {
    try {
      return new PoolConfigParser(PoolConfig.DEFAULTS).parse(poolDefaults.get());
    } catch (IllegalArgumentException e) {
      return ConfigOrError.fromError(
          Status.INVALID_ARGUMENT.withDescription(e.getMessage()).withCause(e));
    }
  }
}
