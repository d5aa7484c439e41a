package io.grpcpool.operator.discovery;

import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.ServiceRef;
import java.util.function.Consumer;

/**
 * Thread-safe. A source of endpoints. It keeps the last good answer of each service itself: a
 * source that is down, denied, slow or not believed says so in the view's freshness and goes on
 * giving the endpoints it had.
 */
public interface EndpointSource extends AutoCloseable {

  /** The kind of {@link ServiceRef} it serves. */
  String kind();

  /**
   * Watches a service until the watch is closed. Returns at once and never throws for a source that
   * cannot be reached.
   *
   * @param listener told the whole view on every change, from a thread of the source's, one call at
   *     a time per watch; it must return quickly
   */
  Watch watch(ServiceRef service, Consumer<EndpointsView> listener);

  @Override
  void close();

  /** A running watch; closing it frees its connection at once and is idempotent. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
