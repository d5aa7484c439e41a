package io.grpcpool.client.pool;

import io.grpc.Status;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Thread-safe: pools and listeners come and go under one lock; reports go to a copy without it.
 * Knows the pools of this process and who wants to hear of them.
 */
public final class PoolRegistry {

  private static final Logger LOG = Logger.getLogger(PoolRegistry.class.getName());
  private static final PoolRegistry PROCESS = withFoundListeners();

  private final Set<Pool> pools = new LinkedHashSet<>();
  private final CopyOnWriteArrayList<PoolListener> listeners = new CopyOnWriteArrayList<>();

  private final TokenBuckets buckets = new TokenBuckets();

  /** An empty registry. */
  public PoolRegistry() {}

  private static PoolRegistry withFoundListeners() {
    PoolRegistry registry = new PoolRegistry();
    try {
      ServiceLoader.load(PoolListener.class, PoolListener.class.getClassLoader())
          .forEach(registry::addListener);
    } catch (ServiceConfigurationError e) {
      LOG.log(Level.WARNING, "a listener to pools cannot be made; pools work without it", e);
    }
    return registry;
  }

  /** The registry of the pools that channels of this process open. */
  public static PoolRegistry process() {
    return PROCESS;
  }

  /** What the live pools look like now, ordered by service and cluster. */
  public List<PoolStats> stats() {
    return livePools().stream()
        .map(Pool::stats)
        .sorted(
            Comparator.comparing((PoolStats s) -> s.name().service())
                .thenComparing(s -> s.name().cluster()))
        .toList();
  }

  /** Adds a listener and tells it of the pools that live. */
  public synchronized void addListener(PoolListener listener) {
    listeners.add(listener);
    pools.forEach(pool -> listener.poolOpened(pool.name()));
  }

  /** Removes a listener; calls to it that have begun still end. */
  public synchronized void removeListener(PoolListener listener) {
    listeners.remove(listener);
  }

  synchronized void opened(Pool pool) {
    if (pools.add(pool)) {
      listeners.forEach(listener -> listener.poolOpened(pool.name()));
    }
  }

  synchronized void closed(Pool pool) {
    if (pools.remove(pool)) {
      listeners.forEach(listener -> listener.poolClosed(pool.name()));
    }
  }

  void endpointsUpdated(PoolName pool) {
    listeners.forEach(listener -> listener.endpointsUpdated(pool));
  }

  void discoveryFailed(PoolName pool) {
    listeners.forEach(listener -> listener.discoveryFailed(pool));
  }

  void endpointChecked(PoolName pool, String endpoint, boolean healthy) {
    listeners.forEach(listener -> listener.endpointChecked(pool, endpoint, healthy));
  }

  void connectionCreated(PoolName pool, String endpoint) {
    listeners.forEach(listener -> listener.connectionCreated(pool, endpoint));
  }

  void connectionDestroyed(PoolName pool, String endpoint, CloseReason reason) {
    listeners.forEach(listener -> listener.connectionDestroyed(pool, endpoint, reason));
  }

  /** The buckets that the pools of this registry share. */
  TokenBuckets buckets() {
    return buckets;
  }

  void callRefused(PoolName pool, CallLimit by) {
    for (PoolListener listener : listeners) {
      listener.callRefused(pool, by);
    }
  }

  /** Tells who wants to know, and returns whether there is anybody. */
  boolean attemptStarted(PoolName pool, String endpoint) {
    boolean heard = false;
    for (PoolListener listener : listeners) {
      if (listener.hearsAttempts()) {
        heard = true;
        listener.attemptStarted(pool, endpoint);
      }
    }
    return heard;
  }

  void attemptEnded(PoolName pool, String endpoint, Status.Code code, long nanos) {
    for (PoolListener listener : listeners) {
      if (listener.hearsAttempts()) {
        listener.attemptEnded(pool, endpoint, code, nanos);
      }
    }
  }

  private synchronized List<Pool> livePools() {
    return List.copyOf(pools);
  }
}
