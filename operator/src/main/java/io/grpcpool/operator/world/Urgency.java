package io.grpcpool.operator.world;

import java.time.Duration;
import java.util.Locale;

/** Immutable. How long a change may wait for others of the same policy. */
enum Urgency {
  /** Endpoints that are lost and weights that fall: somebody's calls are failing. */
  LOSS(Duration.ZERO),
  /** Endpoints that are gained. */
  GAIN(Duration.ofMillis(50)),
  /** Any other edit. */
  CONFIGURATION(Duration.ofMillis(100));

  private final Duration window;

  Urgency(Duration window) {
    this.window = window;
  }

  /** The value of a metric's tag. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Duration window() {
    return window;
  }
}
