package io.grpcpool.xds;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread-safe. Gathers the keys whose counts changed and tells of them a moment later. */
final class AcknowledgementEvents {

  private static final Logger LOG = LoggerFactory.getLogger(AcknowledgementEvents.class);

  static final long GATHER_MILLIS = 20;

  private final ScheduledExecutorService scheduler;
  private final List<AcknowledgementListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<ResourceKey> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  AcknowledgementEvents(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  void add(AcknowledgementListener listener) {
    listeners.add(listener);
  }

  void changed(ResourceKey key) {
    changed.add(key);
    if (scheduled.compareAndSet(false, true)) {
      scheduler.schedule(this::deliver, GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** One at a time, whatever threads the scheduler has. */
  private synchronized void deliver() {
    scheduled.set(false);
    Set<ResourceKey> keys = new HashSet<>();
    changed.removeIf(keys::add);
    for (AcknowledgementListener listener : listeners) {
      try {
        listener.acknowledgementsChanged(Set.copyOf(keys));
      } catch (RuntimeException e) {
        LOG.error("listener of acknowledgements failed: keys={}", keys.size(), e);
      }
    }
  }
}
