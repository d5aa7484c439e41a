package io.grpcpool.demo.step;

import java.time.Duration;

/** Immutable. Something that a step waited for did not happen; the message says what. */
public final class StepFailedException extends RuntimeException {
  private StepFailedException(String message) {
    super(message);
  }

  static StepFailedException notWithin(Duration patience, String what) {
    return new StepFailedException("in vain for " + patience.toSeconds() + " s: " + what);
  }
}
