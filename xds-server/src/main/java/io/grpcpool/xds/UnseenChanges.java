package io.grpcpool.xds;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Thread-safe. Resources of which something was published that not every shard has seen yet. The
 * shards' counts are those of before until then, and must not be taken for acknowledgements of what
 * is served now.
 */
final class UnseenChanges {

  private final Map<ResourceKey, Integer> changes = new ConcurrentHashMap<>();

  void begin(Collection<ResourceKey> keys) {
    keys.forEach(key -> changes.merge(key, 1, Integer::sum));
  }

  /** Ends one change of each. */
  void end(Collection<ResourceKey> keys) {
    keys.forEach(key -> changes.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1));
  }

  /** Whether counts that are read from now on may be those of before. */
  boolean concern(ResourceKey key) {
    return changes.containsKey(key);
  }

  /** The same subscribers, none of whom has said anything of what is served now. */
  static Acknowledgements unanswered(Acknowledgements before) {
    return new Acknowledgements(before.subscribers(), 0, 0, List.of());
  }
}
