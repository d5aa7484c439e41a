package io.grpcpool.demo.measure;

/**
 * Immutable. How many of {@code calls} go to a track of a given share, when each call draws its
 * track by itself, as gRPC's weighted clusters do (gRFC A28).
 *
 * @param low the lowest plausible number of calls
 * @param high the highest plausible number of calls
 */
public record ShareInterval(int calls, int low, int high) {

  /**
   * The interval that holds the number of calls with the given confidence, exactly binomial: less
   * than half of the rest lies below it, less than half above.
   *
   * @param share 0 to 1
   * @param confidence such as 0.999
   */
  public static ShareInterval of(int calls, double share, double confidence) {
    if (share <= 0 || share >= 1) {
      int all = share <= 0 ? 0 : calls;
      return new ShareInterval(calls, all, all);
    }

    double tail = (1 - confidence) / 2;
    return new ShareInterval(calls, lowest(calls, share, tail), highest(calls, share, tail));
  }

  /** Whether a number of calls is plausible. */
  public boolean contains(int count) {
    return low <= count && count <= high;
  }

  private static int lowest(int calls, double share, double tail) {
    double logTerm = calls * Math.log1p(-share);
    double below = Math.exp(logTerm);
    int k = 0;
    while (below < tail) {
      logTerm += Math.log((double) (calls - k) / (k + 1)) + Math.log(share) - Math.log1p(-share);
      below += Math.exp(logTerm);
      k++;
    }
    return k;
  }

  /** By symmetry: the other outcome's number is lowest where this one's is highest. */
  private static int highest(int calls, double share, double tail) {
    return calls - lowest(calls, 1 - share, tail);
  }
}
