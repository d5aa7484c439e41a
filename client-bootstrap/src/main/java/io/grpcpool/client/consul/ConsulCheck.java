package io.grpcpool.client.consul;

import java.time.Duration;

/**
 * Immutable. How Consul learns whether the server is well.
 *
 * @param kind who asks whom
 * @param interval of the agent's probes, or the time to live
 * @param service the name given to {@code grpc.health.v1}; empty: the whole server
 * @param tls whether the agent probes by TLS
 * @param failuresBeforeCritical damps a flapping probe; 1 to 100
 * @param successBeforePassing damps a flapping probe; 1 to 100
 * @param deregisterAfter how long critical before Consul forgets the instance. Consul's minimum is
 *     one minute; a short one deletes every instance when the agent is cut off
 */
public record ConsulCheck(
    Kind kind,
    Duration interval,
    String service,
    boolean tls,
    int failuresBeforeCritical,
    int successBeforePassing,
    Duration deregisterAfter) {

  /** Who asks whom. */
  public enum Kind {
    /** The agent calls the server's gRPC health service. */
    GRPC,
    /** The server sends heartbeats, for where the agent cannot reach it. */
    TTL
  }

  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

  public ConsulCheck {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("interval: " + interval + " is not above 0");
    }
    if (deregisterAfter.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "deregisterAfter: " + deregisterAfter + " is below Consul's minimum of 1m");
    }
    if (failuresBeforeCritical < 1 || successBeforePassing < 1) {
      throw new IllegalArgumentException(
          "failuresBeforeCritical and successBeforePassing must be at least 1");
    }
  }

  /** The agent probes {@code grpc.health.v1} at this interval; critical after two failures. */
  public static ConsulCheck grpc(Duration interval) {
    return new ConsulCheck(Kind.GRPC, interval, "", false, 2, 1, FORGET_AFTER);
  }

  /** The server sends a heartbeat every third of this time. */
  public static ConsulCheck ttl(Duration timeToLive) {
    return new ConsulCheck(Kind.TTL, timeToLive, "", false, 1, 1, FORGET_AFTER);
  }

  /** The same check of one service of {@code grpc.health.v1}. */
  public ConsulCheck withService(String name) {
    return new ConsulCheck(
        kind, interval, name, tls, failuresBeforeCritical, successBeforePassing, deregisterAfter);
  }

  /** The same check by TLS. */
  public ConsulCheck withTls() {
    return new ConsulCheck(
        kind,
        interval,
        service,
        true,
        failuresBeforeCritical,
        successBeforePassing,
        deregisterAfter);
  }

  /** The same check with another damping. */
  public ConsulCheck withDamping(int failures, int successes) {
    return new ConsulCheck(kind, interval, service, tls, failures, successes, deregisterAfter);
  }

  /** The same check with another time until Consul forgets a critical instance. */
  public ConsulCheck withDeregisterAfter(Duration other) {
    return new ConsulCheck(
        kind, interval, service, tls, failuresBeforeCritical, successBeforePassing, other);
  }
}
