package io.grpcpool.operator.discovery.kubernetes;

import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.ServiceRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thread-safe: guarded by itself. The Services of a policy, each watched for itself and told as one
 * view; closing it closes them all.
 */
final class PolicyServicesWatch implements Watch {

  private final MergedServices merged;
  private final HeldEndpoints held;
  private final Map<String, EndpointsView> views = new HashMap<>();
  private List<SliceWatch> watches = List.of();
  private EndpointsView last = EndpointsView.UNKNOWN;
  private boolean closed;

  PolicyServicesWatch(ServiceRef.Kubernetes services, HeldEndpoints held) {
    this.merged = new MergedServices(services.services());
    this.held = held;
  }

  /** The watches whose views it is told; they are closed with it. */
  synchronized void follows(List<SliceWatch> ofServices) {
    watches = List.copyOf(ofServices);
  }

  /** What is known of one Service now. */
  synchronized void seen(String service, EndpointsView view) {
    views.put(service, view);
    EndpointsView now = merged.of(views);
    if (!closed && !now.equals(last)) {
      last = now;
      held.accept(now);
    }
  }

  @Override
  public void close() {
    List<SliceWatch> toClose;
    synchronized (this) {
      closed = true;
      toClose = watches;
      watches = List.of();
    }
    held.close();
    toClose.forEach(SliceWatch::close);
  }
}
