package io.grpcpool.operator.discovery.consul;

import java.time.Instant;

/** Immutable. What a poll tells its watches of one service in one datacenter. */
sealed interface ServiceReading {

  /** The service's instances, as the catalogue holds them. */
  record Present(ServiceSnapshot snapshot) implements ServiceReading {}

  /** As {@link Present}, but something about it is not certain. */
  record Uncertain(ServiceSnapshot snapshot, Doubt doubt) implements ServiceReading {}

  /**
   * A second, consistent read and the list of services both say that it is not registered.
   *
   * @param since when that was first seen, without a doubt in between
   */
  record Absent(Absence absence, Instant since) implements ServiceReading {}

  /** Nothing that can be believed: whatever was known stays. */
  record Doubted(Doubt doubt) implements ServiceReading {}

  /** How far an absence can be believed. */
  enum Absence {
    /** The rest of the catalogue is there. */
    CONFIRMED,
    /** Nothing but Consul itself is registered, and nothing was known before. */
    BARE_CATALOG,
    /** The catalogue was wiped: its index went back, or half of all services vanished at once. */
    CATALOG_LOST
  }
}
