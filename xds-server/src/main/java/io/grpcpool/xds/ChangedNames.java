package io.grpcpool.xds;

import io.grpcpool.xds.Sent.Content;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Confined to its stream's shard. The names of one stream and type that the client may have to hear
 * of again. A name is in it once, however often it changes.
 */
final class ChangedNames {

  private final Deque<Subscription> queue = new ArrayDeque<>(4);

  void add(Subscription subscription) {
    if (!subscription.queued) {
      subscription.queued = true;
      queue.add(subscription);
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Drops the names that the client no longer asks for. */
  void prune() {
    queue.removeIf(subscription -> !subscription.isLive());
  }

  /** Empties this; whether one of the names is news. */
  boolean takeAll() {
    boolean news = false;
    for (Subscription next = queue.poll(); next != null; next = queue.poll()) {
      next.queued = false;
      news |= next.isNews();
    }
    return news;
  }

  /** Takes as much of what is news as fits into one message, at least one. Sorted by name. */
  List<Content> takeOneMessage() {
    List<Content> contents = new ArrayList<>(2);
    long bytes = 0;
    for (Subscription next = queue.peek(); next != null; next = queue.peek()) {
      EncodedResource current = next.current();
      if (!contents.isEmpty() && bytes + current.size() > ServedResource.MAX_BYTES) {
        break;
      }
      queue.remove();
      next.queued = false;
      if (current.isAbsent()) {
        // There is no way to say so, and nothing to wait for: absence here is not deletion.
        next.sent(current);
        next.acknowledged(current);
      } else if (next.isNews()) {
        contents.add(new Content(next, current));
        bytes += current.size();
      }
    }
    contents.sort(Comparator.comparing(content -> content.subscription().key().name()));
    return contents;
  }
}
