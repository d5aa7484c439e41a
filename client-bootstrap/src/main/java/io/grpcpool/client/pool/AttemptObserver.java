package io.grpcpool.client.pool;

import io.grpc.Status;

/** Thread-safe. Learns how the attempts on one connection end. */
interface AttemptObserver {

  /** Whether anybody wants to know; if not, attempts are not timed. */
  boolean isActive();

  void attemptEnded(Status.Code code, long nanos);
}
