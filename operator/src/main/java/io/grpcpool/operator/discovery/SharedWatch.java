package io.grpcpool.operator.discovery;

import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.planner.EndpointsView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: guarded by itself, so that listeners are told views in order and one at a time. One
 * source's watch, told to every policy that shares it; who comes later is told the last view first.
 */
final class SharedWatch implements Consumer<EndpointsView> {

  private final List<Consumer<EndpointsView>> listeners = new ArrayList<>();
  private EndpointsView last = EndpointsView.UNKNOWN;
  private @Nullable Watch upstream;
  private boolean closed;

  /** Guarded by the lock of {@link EndpointSources}. */
  int users;

  synchronized void add(Consumer<EndpointsView> listener) {
    listeners.add(listener);
    listener.accept(last);
  }

  synchronized void remove(Consumer<EndpointsView> listener) {
    listeners.remove(listener);
  }

  @Override
  public synchronized void accept(EndpointsView view) {
    last = view;
    listeners.forEach(listener -> listener.accept(view));
  }

  /** The source's own watch is open; closed at once if nobody wants it any more. */
  void opened(Watch watch) {
    synchronized (this) {
      if (!closed) {
        upstream = watch;
        return;
      }
    }
    watch.close();
  }

  void close() {
    Watch toClose;
    synchronized (this) {
      closed = true;
      toClose = upstream;
    }
    if (toClose != null) {
      toClose.close();
    }
  }
}
