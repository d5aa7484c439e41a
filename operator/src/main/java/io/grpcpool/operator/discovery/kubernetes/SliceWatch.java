package io.grpcpool.operator.discovery.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.planner.EndpointsView;
import java.util.function.Consumer;

/** Thread-safe: guarded by itself. The slices of one Service, read anew whenever one changes. */
final class SliceWatch implements Watch, ResourceEventHandler<EndpointSlice> {

  private final SharedIndexInformer<EndpointSlice> informer;
  private final PodLabels pods;
  private final EndpointSliceReader reader;
  private final Consumer<EndpointsView> listener;
  private final Consumer<SliceWatch> onClose;
  private EndpointsView last = EndpointsView.UNKNOWN;
  private boolean closed;

  /**
   * @param informer of the Service's slices, not started
   */
  SliceWatch(
      SharedIndexInformer<EndpointSlice> informer,
      PodLabels pods,
      EndpointSliceReader reader,
      Consumer<EndpointsView> listener,
      Consumer<SliceWatch> onClose) {
    this.informer = informer;
    this.pods = pods;
    this.reader = reader;
    this.listener = listener;
    this.onClose = onClose;
    informer.exceptionHandler((started, error) -> unreachable(error));
    informer.addEventHandler(this);
  }

  void start() {
    informer.start().thenRun(this::refresh);
  }

  /** Reads the caches and tells the listener if the view is another one. */
  synchronized void refresh() {
    if (!closed && informer.hasSynced() && pods.listed()) {
      tell(reader.read(informer.getStore().list()));
    }
  }

  /** Looks whether the watch still stands: a lost one makes the view stale, a new one fresh. */
  synchronized void checkFreshness() {
    if (informer.isWatching()) {
      refresh();
    } else if (!closed) {
      tell(last.stale("the watch of EndpointSlices is lost"));
    }
  }

  private synchronized boolean unreachable(Throwable error) {
    if (!closed) {
      tell(last.stale("EndpointSlices cannot be watched: " + error.getMessage()));
    }
    return true;
  }

  private void tell(EndpointsView view) {
    if (!view.equals(last)) {
      last = view;
      listener.accept(view);
    }
  }

  @Override
  public void onAdd(EndpointSlice slice) {
    refresh();
  }

  @Override
  public void onUpdate(EndpointSlice old, EndpointSlice slice) {
    refresh();
  }

  @Override
  public void onDelete(EndpointSlice slice, boolean finalStateUnknown) {
    refresh();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    informer.stop();
    onClose.accept(this);
  }
}
