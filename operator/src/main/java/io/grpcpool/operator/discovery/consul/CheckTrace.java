package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulInstance.Check;
import io.grpcpool.planner.EndpointHealth;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Immutable. One check, as far as it can show that its agent restarted: a restarted agent writes
 * its checks critical and without a word, until a heartbeat comes or the first probe has run.
 *
 * @param silent whether its output is empty
 * @param created the catalogue's index of when it was first registered; registered anew, it has
 *     another
 * @param firstWord how long after its agent's start it must have spoken
 */
record CheckTrace(
    Kind kind, EndpointHealth health, boolean silent, long created, Duration firstWord) {

  /**
   * The time to live in Consul's own examples: a server that died with its agent is out of rotation
   * no later than by the check's expiry
   * (developer.hashicorp.com/consul/docs/services/usage/checks).
   */
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** Of Consul's probes, where a check has none of its own. */
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Who writes what a check says. */
  enum Kind {
    /** The service itself, which may say that it is critical without a word. */
    TTL,
    /** The agent, which gives a reason for each probe that fails. */
    PROBE,
    /** Nobody of whom a restart could be told from a failure. */
    OTHER
  }

  static CheckTrace of(Check check) {
    Kind kind =
        switch (check.type()) {
          case "ttl" -> Kind.TTL;
          case "grpc", "http", "tcp", "udp", "h2ping" -> Kind.PROBE;
          default -> Kind.OTHER;
        };
    Duration firstWord = kind == Kind.PROBE ? firstProbe(check) : LONGEST;
    return new CheckTrace(
        kind, InstanceHealth.of(check), check.silent(), check.created(), firstWord);
  }

  /** An agent spreads the first probes over one interval. */
  private static Duration firstProbe(Check check) {
    Duration interval = duration(check.interval(), LONGEST);
    Duration word = interval.plus(duration(check.timeout(), PROBE_TIMEOUT));
    return word.compareTo(LONGEST) < 0 ? word : LONGEST;
  }

  /** Go writes {@code 1m30s}, as ISO 8601 does, but {@code 500ms} below a second. */
  private static Duration duration(String text, Duration otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return text.endsWith("ms") ? SHORTEST : Duration.parse("PT" + text);
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }

  /** Whether the check was well before, and has not said anything since. */
  boolean isSilentAfter(CheckTrace before) {
    return kind != Kind.OTHER
        && silent
        && health == EndpointHealth.CRITICAL
        && created == before.created
        && before.isWell();
  }

  boolean isWell() {
    return health.compareTo(EndpointHealth.CRITICAL) < 0;
  }
}
