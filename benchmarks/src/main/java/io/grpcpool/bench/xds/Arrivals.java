package io.grpcpool.bench.xds;

import java.util.Arrays;

/**
 * Thread-safe: guarded by its own lock. What came in at the clients: how many responses, and how
 * long each change was under way.
 */
final class Arrivals {

  private long[] nanos = new long[1024];
  private int changes;
  private long responses;

  /** A response that told of no change. */
  synchronized void response() {
    responses++;
    notifyAll();
  }

  /** A response that told of a change after this time. */
  synchronized void change(long tookNanos) {
    responses++;
    if (changes == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * changes);
    }
    nanos[changes++] = tookNanos;
    notifyAll();
  }

  /** Forgets all that came. */
  synchronized void clear() {
    changes = 0;
    responses = 0;
  }

  synchronized long responses() {
    return responses;
  }

  synchronized int changes() {
    return changes;
  }

  /** Waits until this many changes came in, at most for a time; whether they did. */
  synchronized boolean awaitChanges(int count, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (changes < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Waits until nothing has come in for a time, at most for a minute. */
  synchronized void awaitQuiet(long millis) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    long before = -1;
    while (before != responses && System.nanoTime() < end) {
      before = responses;
      long until = System.nanoTime() + millis * 1_000_000;
      for (long left = millis; left > 0; left = (until - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    }
  }

  /** A quantile of the times, in milliseconds; by the nearest rank. NaN where nothing came. */
  synchronized double millisAt(double q) {
    if (changes == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, changes);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(q * changes);
    return sorted[Math.max(1, rank) - 1] / 1e6;
  }
}
