package io.grpcpool.client.pool;

import io.grpc.Status;

/** Thread-safe. Learns of the attempts on one connection. */
interface AttemptObserver {

  /**
   * An attempt has a connection.
   *
   * @return whether anybody wants to know how it ends; if not, it is not timed
   */
  boolean attemptStarted();

  void attemptEnded(Status.Code code, long nanos);
}
