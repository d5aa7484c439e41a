package io.grpcpool.client.pool;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. Chooses which connection of an endpoint is to be
 * replaced because of its age: the one that is due for longest, one at a time.
 */
final class AgeOut {

  /** So that connections that opened together are not replaced together. */
  static final double JITTER = 0.1;

  private @Nullable Connection due;

  /** The connection for which a replacement is wanted. */
  @Nullable Connection due() {
    return due;
  }

  /** Looks at the clock: keeps the one that was due if it still is. */
  void look(List<Connection> open, Duration maxAge, long now) {
    if (due != null && due.nanosUntilAged(maxAge, now) > 0) {
      due = null; // the age was raised
    }
    if (due == null) {
      due = oldestDue(open, maxAge, now);
    }
  }

  /** The connection is no longer among those that are open. */
  void gone(Connection connection) {
    if (due == connection) {
      due = null;
    }
  }

  /** Nanoseconds until one is due; {@link Long#MAX_VALUE} while one waits for its replacement. */
  long nanosUntilDue(List<Connection> open, Duration maxAge, long now) {
    if (due != null) {
      return Long.MAX_VALUE;
    }
    long soonest = Long.MAX_VALUE;
    for (Connection connection : open) {
      soonest = Math.min(soonest, Math.max(0, connection.nanosUntilAged(maxAge, now)));
    }
    return soonest;
  }

  private static @Nullable Connection oldestDue(List<Connection> open, Duration maxAge, long now) {
    Connection oldest = null;
    long longest = 1;
    for (Connection connection : open) {
      long left = connection.nanosUntilAged(maxAge, now);
      if (left < longest) {
        longest = left;
        oldest = connection;
      }
    }
    return oldest;
  }
}
