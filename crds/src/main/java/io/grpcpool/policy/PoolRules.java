package io.grpcpool.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Stateless. The connections that a client keeps. Of a spec with defaults. */
final class PoolRules {

  private static final String POOL = "spec.pool.";
  private static final String CONNECTIONS = POOL + "connectionsPerEndpoint";

  private PoolRules() {}

  static void check(Pool pool, Violations violations) {
    connections(pool.connectionsPerEndpoint(), violations);
    violations.range(POOL + "maxIdle", pool.maxIdle(), 0, Limits.CONNECTIONS);
    violations.duration(
        POOL + "connectTimeout", pool.connectTimeout(), Limits.SHORTEST, Limits.LONGEST_CONNECT);
    violations.duration(
        POOL + "maxConnectionAge",
        pool.maxConnectionAge(),
        Limits.SHORTEST_AGE,
        Limits.LONGEST_IDLE);
    violations.duration(
        POOL + "slowStart", pool.slowStart(), Duration.ZERO, Limits.LONGEST_SLOW_START);
    waiting(pool, violations);
    stay("idleTimeout", pool.idleTimeout(), violations);
    stay("shrinkAfter", pool.shrinkAfter(), violations);
  }

  private static void waiting(Pool pool, Violations violations) {
    violations.duration(
        POOL + "acquireTimeout", pool.acquireTimeout(), Limits.SHORTEST, Limits.LONGEST_CONNECT);
    violations.range(POOL + "maxWaiting", pool.maxWaiting(), 0, Limits.WAITING);
  }

  private static void stay(String field, @Nullable String duration, Violations violations) {
    violations.duration(POOL + field, duration, Limits.SHORTEST, Limits.LONGEST_IDLE);
  }

  private static void connections(
      @Nullable ConnectionsPerEndpoint connections, Violations violations) {
    if (connections == null) {
      return;
    }
    int min = connections.min();
    int initial = connections.initial();
    int max = connections.max();
    violations.range(CONNECTIONS + ".min", min, 1, Limits.CONNECTIONS);
    violations.range(CONNECTIONS + ".max", max, 1, Limits.CONNECTIONS);
    if (min > max) {
      violations.add(CONNECTIONS + ".min", min, "must be at most max, " + max);
    }
    // Absent, it is the minimum, which has just been judged.
    if (initial != min && (initial < min || initial > max)) {
      violations.add(
          CONNECTIONS + ".initial", initial, "must be min to max, " + min + " to " + max);
    }
  }
}
