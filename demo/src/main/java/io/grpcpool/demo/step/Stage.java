package io.grpcpool.demo.step;

import io.grpcpool.demo.fleet.BackendProcess;
import io.grpcpool.demo.fleet.Fleet;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.measure.EndpointConnections;
import io.grpcpool.demo.measure.Observations;
import io.grpcpool.demo.screen.Polling;
import io.grpcpool.demo.screen.Screen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Confined to the demo's thread. What steps act on, and how they wait. */
public final class Stage {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final double STEADY = 0.9;
  private static final long SECOND_MICROS = 1_000_000;

  private final Fleet fleet;
  private final Screen screen;
  private final Pace pace;
  private final InstantSource clock;
  private PolicyDraft policy;

  /** A stage on which {@code policy} is in force. */
  public Stage(Fleet fleet, PolicyDraft policy, Screen screen, Pace pace, InstantSource clock) {
    this.fleet = fleet;
    this.policy = policy;
    this.screen = screen;
    this.pace = pace;
    this.clock = clock;
  }

  Fleet fleet() {
    return fleet;
  }

  Observations observations() {
    return fleet.observations();
  }

  Pace pace() {
    return pace;
  }

  PolicyDraft policy() {
    return policy;
  }

  Screen screen() {
    return screen;
  }

  /** Microseconds since the epoch, as the client's reports count. */
  long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  /** Edits the policy; gives the moment at which the edit began. */
  long edit(PolicyDraft edited) throws InterruptedException {
    long start = nowMicros();
    policy = edited;
    fleet.policyTarget().apply(edited);
    return start;
  }

  /** Waits for something that the client reports. */
  void await(String what, Predicate<Observations> condition) throws InterruptedException {
    boolean happened = screen.during(what, () -> observations().await(condition, PATIENCE));
    if (!happened) {
      throw StepFailedException.notWithin(PATIENCE, what);
    }
  }

  /** Waits for something that has to be asked for, again and again. */
  void poll(String what, Duration patience, Screen.Work<Boolean> condition)
      throws InterruptedException {
    if (!screen.during(what, () -> Polling.until(condition, patience))) {
      throw StepFailedException.notWithin(patience, what);
    }
  }

  /**
   * Waits until calls come at their rate, for a JVM that has just started is slow. It is no failure
   * if they do not: shares hold at any rate.
   */
  void letLoadSettle() throws InterruptedException {
    int enough = (int) (STEADY * pace.callsPerSecond());
    screen.during(
        "waiting for a steady load",
        () ->
            observations()
                .await(
                    seen -> {
                      long until = seen.completeUntilMicros();
                      int lastSecond = seen.between(until - SECOND_MICROS, until).calls().size();
                      return lastSecond >= enough && until > nowMicros() - SECOND_MICROS;
                    },
                    WARM_UP));
  }

  /** Lets calls go on for a while. */
  void letCallsGoOn(String what, Duration time) throws InterruptedException {
    long end = nowMicros() + TimeUnit.MICROSECONDS.convert(time);
    await(what, seen -> seen.completeUntilMicros() >= end);
  }

  /** The client's connections to each running backend of a version, by the backend's name. */
  Map<String, Integer> connections(String version) throws InterruptedException {
    Map<String, Integer> byBackend = new TreeMap<>();
    List<EndpointConnections> pools = observations().pools();
    for (BackendProcess backend : fleet.running(version)) {
      String endpoint = backend.endpoint();
      byBackend.put(
          backend.name(),
          pools.stream()
              .filter(pool -> pool.endpoint().equals(endpoint))
              .mapToInt(EndpointConnections::connections)
              .sum());
    }
    return byBackend;
  }
}
