package io.grpcpool.planner.share;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Immutable. Divides the calls among tracks in proportion to their weights. */
public final class Shares {

  /** All calls, in basis points: the sum that xDS routes carry. */
  public static final int TOTAL = 10_000;

  /**
   * Immutable. A track's wish.
   *
   * @param weight relative to the others', 0 to 1,000,000
   * @param usable whether it has an endpoint that takes calls
   */
  public record Wish(long weight, boolean usable) {}

  private Shares() {}

  /**
   * The share of each wish in basis points, by largest remainder. A wish without usable endpoints
   * gets nothing and the others take its share in proportion; where none is usable the shares are
   * as written, so that the routes do not depend on an outage. A wish that takes part gets at least
   * 1.
   *
   * @param wishes at least one with a weight above 0
   * @return one number per wish, 10,000 in sum
   * @throws IllegalArgumentException if every weight is 0
   */
  public static List<Integer> of(List<Wish> wishes) {
    boolean anyUsable = wishes.stream().anyMatch(w -> w.weight() > 0 && w.usable());
    long[] weights =
        wishes.stream().mapToLong(w -> w.usable() || !anyUsable ? w.weight() : 0).toArray();
    long sum = 0;
    for (long weight : weights) {
      sum += weight;
    }
    if (sum <= 0) {
      throw new IllegalArgumentException("the sum of weights is " + sum + ", must be above 0");
    }
    return divide(weights, sum);
  }

  private static List<Integer> divide(long[] weights, long sum) {
    int[] shares = new int[weights.length];
    int given = 0;
    for (int i = 0; i < weights.length; i++) {
      int floor = (int) (weights[i] * TOTAL / sum);
      shares[i] = weights[i] > 0 ? Math.max(1, floor) : 0;
      given += shares[i];
    }
    for (int i : byRemainder(weights, sum)) {
      if (given >= TOTAL) {
        break;
      }
      shares[i]++;
      given++;
    }
    while (given > TOTAL) {
      shares[largest(shares)]--;
      given--;
    }
    return IntStream.of(shares).boxed().toList();
  }

  /** Those that were rounded down, the largest remainder first, then in the order written. */
  private static List<Integer> byRemainder(long[] weights, long sum) {
    return IntStream.range(0, weights.length)
        .filter(i -> weights[i] * TOTAL >= sum)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> weights[i] * TOTAL % sum).reversed())
        .toList();
  }

  private static int largest(int[] shares) {
    int largest = 0;
    for (int i = 1; i < shares.length; i++) {
      if (shares[i] > shares[largest]) {
        largest = i;
      }
    }
    return largest;
  }
}
