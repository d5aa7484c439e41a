package io.grpcpool.cli;

import io.grpcpool.client.pool.PoolLoadBalancerProvider;
import io.grpcpool.wire.PoolPolicyFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Confined to the main thread. The pool settings of one client, for what the policy leaves open;
 * what is not given is not written.
 */
final class PoolOptions {
  @Option(
      names = "--pool-initial",
      paramLabel = "N",
      description = "Connections to an endpoint at its first use, where the policy does not say.")
  private @Nullable Integer initial;

  @Option(
      names = "--pool-min",
      paramLabel = "N",
      description = "Connections that idleness never closes.")
  private @Nullable Integer min;

  @Option(
      names = "--pool-max",
      paramLabel = "N",
      description = "Connections that load never exceeds.")
  private @Nullable Integer max;

  @Option(
      names = "--pool-requests",
      paramLabel = "N",
      description = "Calls in flight per connection above which the pool grows.")
  private @Nullable Integer requests;

  @Option(
      names = "--pool-max-idle",
      paramLabel = "N",
      description = "Connections above those that load needs which an endpoint keeps.")
  private @Nullable Integer maxIdle;

  @Option(
      names = "--pool-shrink-after",
      paramLabel = "SECONDS",
      description = "How long load must be low before a connection is given up, such as 60s.")
  private @Nullable String shrinkAfter;

  @Option(
      names = "--pool-idle-timeout",
      paramLabel = "SECONDS",
      description = "Until a connection above the minimum is closed, such as 1800s.")
  private @Nullable String idleTimeout;

  @Option(
      names = "--pool-drain-grace",
      paramLabel = "SECONDS",
      description = "How long an emptied set of endpoints goes on being served, such as 10s.")
  private @Nullable String drainGrace;

  @Option(
      names = "--keep-alive-time",
      paramLabel = "SECONDS",
      description =
          "How long a connection with calls may be silent before it is asked for a sign, such as"
              + " 300s; for channels of GrpcPool.")
  private @Nullable String keepAliveTime;

  @Option(
      names = "--keep-alive-timeout",
      paramLabel = "SECONDS",
      description = "How long that sign may take, such as 20s; for channels of GrpcPool.")
  private @Nullable String keepAliveTimeout;

  @Option(
      names = "--max-message-size",
      paramLabel = "BYTES",
      description = "The greatest answer that is taken; for channels of GrpcPool.")
  private @Nullable Integer maxMessageSize;

  /**
   * The bootstrap's section; empty where nothing was given.
   *
   * @throws CliException if clients would refuse it
   */
  Map<String, Object> section() {
    Map<String, Object> connections = new LinkedHashMap<>();
    put(connections, PoolPolicyFields.INITIAL, initial);
    put(connections, PoolPolicyFields.MIN, min);
    put(connections, PoolPolicyFields.MAX, max);
    Map<String, Object> section = new LinkedHashMap<>();
    put(
        section,
        PoolPolicyFields.CONNECTIONS_PER_ENDPOINT,
        connections.isEmpty() ? null : connections);
    put(section, PoolPolicyFields.REQUESTS_PER_CONNECTION, requests);
    put(section, PoolPolicyFields.MAX_IDLE, maxIdle);
    put(section, PoolPolicyFields.IDLE_TIMEOUT, idleTimeout);
    put(section, PoolPolicyFields.SHRINK_AFTER, shrinkAfter);
    put(section, PoolPolicyFields.DRAIN_GRACE, drainGrace);
    Map<String, Object> channel = new LinkedHashMap<>();
    put(channel, PoolPolicyFields.KEEP_ALIVE_TIME, keepAliveTime);
    put(channel, PoolPolicyFields.KEEP_ALIVE_TIMEOUT, keepAliveTimeout);
    put(channel, PoolPolicyFields.MAX_INBOUND_MESSAGE_SIZE, maxMessageSize);
    put(section, PoolPolicyFields.CHANNEL, channel.isEmpty() ? null : channel);
    PoolLoadBalancerProvider.problemOf(section)
        .ifPresent(
            problem -> {
              throw new CliException(problem);
            });
    return section;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
