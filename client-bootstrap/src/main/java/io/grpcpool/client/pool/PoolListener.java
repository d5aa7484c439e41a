package io.grpcpool.client.pool;

import io.grpc.Status;

/**
 * Thread-safe: called from many threads at once, network threads among them. Learns what pools do;
 * must be quick and must not throw. Those that a {@link java.util.ServiceLoader} finds hear of the
 * process's pools from the first on.
 */
public interface PoolListener {

  /** A pool began; for pools that live already, called when the listener is added. */
  default void poolOpened(PoolName pool) {}

  /** A pool ended. */
  default void poolClosed(PoolName pool) {}

  /** The control plane, or DNS, gave a list of endpoints; it may be the same as before. */
  default void endpointsUpdated(PoolName pool) {}

  /** Endpoints cannot be had: DNS failed, or the control plane has none for the cluster. */
  default void discoveryFailed(PoolName pool) {}

  /** A dial to an endpoint ended: it can be reached, or not. */
  default void endpointChecked(PoolName pool, String endpoint, boolean healthy) {}

  /** A connection is open and may take calls. */
  default void connectionCreated(PoolName pool, String endpoint) {}

  /** A connection takes no more calls. */
  default void connectionDestroyed(PoolName pool, String endpoint, CloseReason reason) {}

  /** Whether it is told of attempts now; asked for each, so that calls are not timed for nobody. */
  default boolean hearsAttempts() {
    return true;
  }

  /** An attempt of a call has a connection. */
  default void attemptStarted(PoolName pool, String endpoint) {}

  /** An attempt of a call ended; a call that was retried is reported once per attempt. */
  default void attemptEnded(PoolName pool, String endpoint, Status.Code code, long nanos) {}

  /**
   * A call was failed at once. Called where calls are picked: allocate nothing that can be kept.
   */
  default void callRefused(PoolName pool, CallLimit by) {}
}
