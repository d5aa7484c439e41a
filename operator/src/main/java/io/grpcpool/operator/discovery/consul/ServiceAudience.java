package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ServiceReading.Absent;
import io.grpcpool.operator.discovery.consul.ServiceReading.Doubted;
import io.grpcpool.operator.discovery.consul.ServiceReading.Uncertain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confined to the source's thread. The watches of one poll, and what they were told last. */
final class ServiceAudience {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceAudience.class);

  private final ServiceKey key;
  private final ConsulMetrics metrics;
  private final StaleServices stale;
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private @Nullable ServiceReading told;

  ServiceAudience(ServiceKey key, ConsulMetrics metrics, StaleServices stale) {
    this.key = key;
    this.metrics = metrics;
    this.stale = stale;
  }

  /** Who is told of the service. */
  interface Listener {
    /** Takes a reading, maybe one it knows; answers what it believes now. */
    LastGood reading(ServiceReading reading);
  }

  /**
   * Immutable. What the audience made of an absence.
   *
   * @param all nobody has endpoints of the service any more
   * @param recheckAt when the first would believe the absence, if it is confirmed once more
   */
  record Belief(boolean all, Optional<Instant> recheckAt) {}

  void add(Listener listener) {
    listeners.add(listener);
    if (told != null) {
      listener.reading(told);
    }
  }

  void remove(Listener listener) {
    listeners.remove(listener);
  }

  boolean isEmpty() {
    return listeners.isEmpty();
  }

  /** True where it is news. */
  boolean isNews(ServiceReading reading) {
    return !reading.equals(told);
  }

  Belief tell(ServiceReading reading) {
    if (isNews(reading)) {
      note(reading);
      told = reading;
    }
    List<LastGood> beliefs = new ArrayList<>();
    for (Listener listener : List.copyOf(listeners)) {
      beliefs.add(listener.reading(reading));
    }
    return new Belief(
        beliefs.stream().allMatch(belief -> belief.view().endpoints().isEmpty()),
        beliefs.stream().map(LastGood::recheckAt).filter(Objects::nonNull).min(Instant::compareTo));
  }

  /** The poll ends; its state counts no more. */
  void close() {
    stale.forget(key);
    told = null;
  }

  private void note(ServiceReading reading) {
    metrics.changed();
    if (reading instanceof Doubted doubted) {
      stale.doubted(key, doubted.doubt()).ifPresent(ServiceAudience::warn);
    } else if (reading instanceof Uncertain uncertain) {
      stale.doubted(key, uncertain.doubt()).ifPresent(ServiceAudience::warn);
    } else {
      stale.fresh(key).ifPresent(text -> LOG.info("consul {}", text));
    }
    if (reading instanceof Absent absent && !(told instanceof Absent)) {
      LOG.warn("consul service={} is not registered: {}", key, absent.absence());
    }
  }

  private static void warn(String text) {
    LOG.warn("consul {}", text);
  }
}
