package io.grpcpool.client.pool;

import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import io.grpcpool.wire.PoolPolicyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Immutable. Turns the JSON of a policy into a {@link PoolConfig}: unknown keys are ignored so that
 * a newer control plane may add some, and every bad value is named in one error, which grpc-java
 * sends back as a NACK.
 */
final class PoolConfigParser {

  private final ConnectionBoundsParser connections;
  private final LifetimesParser lifetimes;
  private final BeginningParser beginning;
  private final QueueParser queue;
  private final ProtectionParser protection;
  private final BalancingParser balancing;

  /**
   * @param defaults what an absent field means
   */
  PoolConfigParser(PoolConfig defaults) {
    this.connections = new ConnectionBoundsParser(defaults.connections());
    this.lifetimes = new LifetimesParser(defaults.lifetimes());
    this.beginning = new BeginningParser(defaults.beginning());
    this.queue = new QueueParser(defaults.queue());
    this.protection = new ProtectionParser(defaults.protection());
    this.balancing = new BalancingParser(defaults.balancing());
  }

  ConfigOrError parse(Map<String, ?> json) {
    List<String> problems = new ArrayList<>();
    JsonFields policy = new JsonFields("", json, problems);
    PoolConfig config =
        new PoolConfig(
            connections.parse(policy),
            lifetimes.parse(policy),
            beginning.parse(policy),
            balancing.parse(policy),
            queue.parse(policy),
            protection.parse(policy));
    return problems.isEmpty()
        ? ConfigOrError.fromConfig(config)
        : ConfigOrError.fromError(
            Status.INVALID_ARGUMENT.withDescription(
                PoolPolicyFields.POLICY_NAME + " policy: " + String.join(", ", problems)));
  }
}
