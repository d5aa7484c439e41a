package io.grpcpool.client.pool;

/** Thread-safe. A pool as far as it has room for calls. */
interface Occupied {

  /** The capacity of a pool that may grow, or whose connections have not shown a limit yet. */
  int UNLIMITED = Integer.MAX_VALUE;

  /** Calls that all connections may carry together, or {@link #UNLIMITED}. */
  int capacity();

  /** Calls that they carry now. */
  int inFlight();

  /** Whether calls without room fail rather than wait. */
  boolean lacksQueue();

  /** How calls wait. */
  QueueConfig queue();
}
