package io.grpcpool.demo.consul;

import java.time.Duration;

/** Immutable. One check of one instance: what is asked, and how often. */
record CheckDefinition(
    String checkId,
    String serviceId,
    String name,
    CheckStatus initial,
    Duration reapAfter,
    Kind kind) {

  /** Whether an instance that stays critical is taken out of the catalogue at some time. */
  boolean reaps() {
    return !reapAfter.isZero();
  }

  /** How the check gets its result. */
  sealed interface Kind {
    /** Consul's name for the kind. */
    String type();
  }

  /**
   * The agent calls {@code grpc.health.v1.Health/Check} at an interval.
   *
   * @param target {@code host:port}
   * @param service the health service's name for what is asked about; empty: the whole server
   */
  record Grpc(
      String target,
      String service,
      boolean tls,
      Duration interval,
      Duration timeout,
      Thresholds thresholds)
      implements Kind {
    @Override
    public String type() {
      return "grpc";
    }
  }

  /** The instance reports at least once per {@code ttl}, else it is critical. */
  record Ttl(Duration ttl) implements Kind {
    @Override
    public String type() {
      return "ttl";
    }
  }

  /** How many results in a row it takes to change a check's state; 0 and 1 mean: the first. */
  record Thresholds(
      int successBeforePassing, int failuresBeforeWarning, int failuresBeforeCritical) {
    static final Thresholds IMMEDIATE = new Thresholds(0, 0, 0);
  }
}
