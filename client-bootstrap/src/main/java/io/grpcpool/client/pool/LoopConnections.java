package io.grpcpool.client.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: slots that forget. For each event loop that writes connections of a pool, the one
 * that it wrote last, so that a call that starts on the loop can stay there. Two loops that share a
 * slot hide each other now and then, which costs a hand-over between threads and nothing else.
 */
final class LoopConnections {

  private static final int SLOTS = 64;

  private final AtomicReferenceArray<Connection> lastWritten = new AtomicReferenceArray<>(SLOTS);

  void wrote(Thread loop, Connection connection) {
    int slot = slot(loop);
    if (lastWritten.get(slot) != connection) {
      lastWritten.lazySet(slot, connection);
    }
  }

  /** A connection that the thread writes; null where it writes none, as far as is known. */
  @Nullable Connection writtenBy(Thread caller) {
    Connection last = lastWritten.get(slot(caller));
    return last != null && last.load().isWrittenBy(caller) ? last : null;
  }

  private static int slot(Thread thread) {
    return System.identityHashCode(thread) & SLOTS - 1;
  }
}
