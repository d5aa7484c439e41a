package io.grpcpool.client.pool;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe: an immutable schedule walked by one atomic counter. Interleaves indexes in
 * proportion to their weights, without a lock or an allocation per turn.
 *
 * <p>Within one round each index comes exactly as often as its weight says, spread evenly (earliest
 * deadline first). A round is at most {@value #LONGEST_ROUND} turns, or 32 per index where that is
 * more; weights whose ratios need more are rounded to it.
 */
final class SmoothWeightedRoundRobin {

  private static final int LONGEST_ROUND = 16_384;
  private static final int MOST_MULTIPLES = 32;
  private static final double GOLDEN_RATIO = 0.6180339887498949;
  private static final double LARGEST_ROUNDING = 1e-4;

  private final int[] schedule;
  private final AtomicInteger turn;

  private SmoothWeightedRoundRobin(int[] schedule, AtomicInteger turn) {
    this.schedule = schedule;
    this.turn = turn;
  }

  /**
   * @param weights at least one, each positive
   * @param turn where the rotation stands; shared with the schedule that this one replaces, so that
   *     frequent updates do not favour the first index
   */
  static SmoothWeightedRoundRobin of(long[] weights, AtomicInteger turn) {
    return new SmoothWeightedRoundRobin(interleave(turnsPerRound(weights)), turn);
  }

  /** The next index. */
  int next() {
    return schedule[Integer.remainderUnsigned(turn.getAndIncrement(), schedule.length)];
  }

  /**
   * The index at a place of the round, whosever turn it is: drawn by weight where the place is
   * drawn by chance.
   *
   * @param place any number
   */
  int at(int place) {
    return schedule[Integer.remainderUnsigned(place, schedule.length)];
  }

  int roundLength() {
    return schedule.length;
  }

  static int[] turnsPerRound(long[] weights) {
    long longest = Math.max(LONGEST_ROUND, 32L * weights.length);
    long least = Arrays.stream(weights).min().orElse(1);
    double total = Arrays.stream(weights).asDoubleStream().sum();
    // Weights come normalised to fractions of 2^31 (gRFC A113), so 1:2:4 arrives off by a few
    // units.
    double rounding = Math.min(4.0 / least, LARGEST_ROUNDING);
    for (int multiple = 1; multiple <= MOST_MULTIPLES; multiple++) {
      double unit = (double) least / multiple;
      if (total / unit <= longest + 0.5
          && Arrays.stream(weights).allMatch(w -> isWhole(w / unit, rounding))) {
        return Arrays.stream(weights).mapToInt(w -> (int) Math.round(w / unit)).toArray();
      }
    }
    return Arrays.stream(weights)
        .mapToInt(w -> (int) Math.max(1, Math.round(w * longest / total)))
        .toArray();
  }

  private static boolean isWhole(double value, double rounding) {
    return Math.abs(value - Math.rint(value)) <= rounding * value;
  }

  /** Phases by the golden ratio keep indexes of like weight from coming next to each other. */
  private static int[] interleave(int[] turns) {
    PriorityQueue<Turn> due = new PriorityQueue<>();
    for (int index = 0; index < turns.length; index++) {
      due.add(new Turn(index * GOLDEN_RATIO % 1 / turns[index], index));
    }
    int[] schedule = new int[Arrays.stream(turns).sum()];
    for (int i = 0; i < schedule.length; i++) {
      Turn earliest = due.remove();
      schedule[i] = earliest.index;
      due.add(new Turn(earliest.deadline + 1.0 / turns[earliest.index], earliest.index));
    }
    return schedule;
  }

  private record Turn(double deadline, int index) implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      int byDeadline = Double.compare(deadline, other.deadline);
      return byDeadline != 0 ? byDeadline : Integer.compare(index, other.index);
    }
  }
}
