package io.grpcpool.demo.measure;

import java.util.List;
import java.util.OptionalLong;

/**
 * Immutable. Finds in a sequence of calls where one share gave way to another: the start that makes
 * the calls seen most likely, once it is far more likely than no change at all (a CUSUM test). With
 * shares of 0 or 1 the answer is exact; else it is right within a few calls.
 */
public final class ChangePoint {
  /** A change is believed when it is e¹⁵ times likelier than none. */
  private static final double CERTAIN = 15;

  /** What a share of 0 still allows, so that one stray call does not outweigh all others. */
  private static final double LEAST = 1e-9;

  private final double before;
  private final double after;

  /**
   * @param before the share of the watched revision until the change, 0 to 1
   * @param after its share from then on, other than {@code before}
   */
  public ChangePoint(double before, double after) {
    this.before = Math.min(1 - LEAST, Math.max(LEAST, before));
    this.after = Math.min(1 - LEAST, Math.max(LEAST, after));
  }

  /**
   * When the first call on the new share was started; empty as long as the calls do not show it.
   *
   * @param calls in the order of their start; failed ones are passed over
   * @param version the revision whose share changes
   */
  public OptionalLong firstCallAfter(List<Call> calls, String version) {
    double evidence = 0;
    double best = 0;
    long bestStart = 0;
    for (int i = calls.size() - 1; i >= 0; i--) {
      Call call = calls.get(i);
      if (call.ok()) {
        boolean hit = call.version().equals(version);
        evidence += hit ? Math.log(after / before) : Math.log((1 - after) / (1 - before));
        if (evidence > best) {
          best = evidence;
          bestStart = call.startMicros();
        }
      }
    }
    return best >= CERTAIN ? OptionalLong.of(bestStart) : OptionalLong.empty();
  }
}
