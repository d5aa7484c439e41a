package io.grpcpool.xds;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Confined to one shard, but for {@link #oldest}, which any thread may read. When each response
 * that has no answer yet was sent, the oldest first: a type of a stream has at most one.
 */
final class UnansweredResponses {

  /** There is none. */
  static final long NONE = Long.MAX_VALUE;

  private final Map<TypeState, Long> sentAt = new LinkedHashMap<>();
  private volatile long oldest = NONE;

  /** Sent now, of the monotonic clock. */
  void sent(TypeState type, long now) {
    sentAt.put(type, now);
    if (sentAt.size() == 1) {
      oldest = now;
    }
  }

  /** Answered, or nobody is there to answer. */
  void ended(TypeState type) {
    if (sentAt.remove(type) != null) {
      oldest = sentAt.isEmpty() ? NONE : sentAt.values().iterator().next();
    }
  }

  /**
   * When the oldest of them was sent, of the monotonic clock; {@link #NONE} where there is none.
   */
  long oldest() {
    return oldest;
  }
}
