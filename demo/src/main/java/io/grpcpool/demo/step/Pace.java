package io.grpcpool.demo.step;

import java.time.Duration;

/**
 * Immutable. How much the demo takes its time.
 *
 * @param callsPerSecond the client's load
 * @param counting how long calls are counted for a step's table
 * @param outage how long the control plane stays away in its restart
 * @param drain how long a backend serves on after it left Consul's rotation
 */
public record Pace(int callsPerSecond, Duration counting, Duration outage, Duration drain) {
  /** For a person who watches. */
  public static final Pace WATCHED =
      new Pace(500, Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(2));
}
