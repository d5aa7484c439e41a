package io.grpcpool.operator.discovery;

import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.ServiceRef;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Thread-safe: guarded by its own lock, which is never held while a source or a listener is called.
 * All endpoint sources by kind. A source is made when the first policy asks for it, and policies
 * that ask for the same service share one watch.
 */
public final class EndpointSources implements AutoCloseable {

  private final Object lock = new Object();
  private final Map<String, Function<String, EndpointSource>> makers;
  private final Map<String, EndpointSource> made = new HashMap<>();
  private final Map<ServiceRef, SharedWatch> shared = new HashMap<>();

  /**
   * @param makers by kind; each is called at most once, with the kind
   */
  public EndpointSources(Map<String, Function<String, EndpointSource>> makers) {
    this.makers = Map.copyOf(makers);
  }

  /** The kinds that policies may name. */
  public SortedSet<String> kinds() {
    return new TreeSet<>(makers.keySet());
  }

  /**
   * Watches a service of a kind that is in {@link #kinds}. The listener is told the present view
   * soon, and each later one; two calls to it never overlap.
   */
  public Watch watch(ServiceRef service, Consumer<EndpointsView> listener) {
    SharedWatch watch;
    boolean first;
    synchronized (lock) {
      watch = shared.get(service);
      first = watch == null;
      if (watch == null) {
        watch = new SharedWatch();
        shared.put(service, watch);
      }
      watch.users++;
    }
    watch.add(listener);
    if (first) {
      watch.opened(source(service.kind()).watch(service, watch));
    }
    return new Lease(service, watch, listener);
  }

  private EndpointSource source(String kind) {
    Function<String, EndpointSource> maker = makers.get(kind);
    if (maker == null) {
      throw new IllegalArgumentException("no source of kind " + kind + "; there are " + kinds());
    }
    synchronized (lock) {
      return made.computeIfAbsent(kind, maker);
    }
  }

  private void release(ServiceRef service, SharedWatch watch) {
    synchronized (lock) {
      if (--watch.users > 0) {
        return;
      }
      shared.remove(service, watch);
    }
    watch.close();
  }

  @Override
  public void close() {
    Map<String, EndpointSource> all;
    synchronized (lock) {
      all = Map.copyOf(made);
      made.clear();
      shared.clear();
    }
    all.values().forEach(EndpointSource::close);
  }

  /** One policy's part in a shared watch. */
  private final class Lease implements Watch {
    private final ServiceRef service;
    private final SharedWatch watch;
    private final Consumer<EndpointsView> listener;
    private final java.util.concurrent.atomic.AtomicBoolean open =
        new java.util.concurrent.atomic.AtomicBoolean(true);

    Lease(ServiceRef service, SharedWatch watch, Consumer<EndpointsView> listener) {
      this.service = service;
      this.watch = watch;
      this.listener = listener;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        watch.remove(listener);
        release(service, watch);
      }
    }
  }
}
