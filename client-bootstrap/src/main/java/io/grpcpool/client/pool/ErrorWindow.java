package io.grpcpool.client.pool;

/**
 * Thread-safe: one lock, held for the arithmetic of one call. How many calls ended and how many of
 * them failed within a window of time, in ten slots: what it knows reaches back nine tenths of the
 * window to all of it.
 */
final class ErrorWindow {

  private static final int SLOTS = 10;

  private final long slotNanos;
  private final long[] numbers = new long[SLOTS];
  private final long[] ended = new long[SLOTS];
  private final long[] failed = new long[SLOTS];

  /**
   * @param now as {@link #add} gets it, no later
   */
  ErrorWindow(long windowNanos, long now) {
    slotNanos = Math.max(1, windowNanos / SLOTS);
    java.util.Arrays.fill(numbers, Math.floorDiv(now, slotNanos) - SLOTS);
  }

  /**
   * Counts a call that ended, and says whether at least this share of at least so many failed.
   *
   * @param now in nanoseconds, of any origin
   */
  synchronized boolean add(boolean failure, long now, int errorPercent, int minRequests) {
    long number = Math.floorDiv(now, slotNanos);
    int slot = (int) Math.floorMod(number, (long) SLOTS);
    if (numbers[slot] < number) {
      numbers[slot] = number;
      ended[slot] = 0;
      failed[slot] = 0;
    }
    ended[slot]++;
    if (!failure) {
      return false;
    }
    failed[slot]++;
    return isReached(number, errorPercent, minRequests);
  }

  private boolean isReached(long number, int errorPercent, int minRequests) {
    long allEnded = 0;
    long allFailed = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (numbers[i] > number - SLOTS) {
        allEnded += ended[i];
        allFailed += failed[i];
      }
    }
    return allEnded >= minRequests && allFailed * 100 >= allEnded * errorPercent;
  }
}
