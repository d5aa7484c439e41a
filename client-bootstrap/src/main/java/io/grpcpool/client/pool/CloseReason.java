package io.grpcpool.client.pool;

/** Immutable. Why a pool no longer uses a connection. */
public enum CloseReason {
  /** No call for the policy's idle timeout. */
  IDLE,
  /** It reached the maximum age, and its replacement is open. */
  AGED,
  /** More connections stood than load needed and the policy keeps idle. */
  SURPLUS,
  /** The policy allows fewer connections than before. */
  SHRUNK,
  /** The endpoint left the cluster. */
  ENDPOINT_REMOVED,
  /** The server closed it, or the network did. */
  LOST,
  /** The pool itself ended: its channel was closed, or its cluster is no longer routed to. */
  POOL_CLOSED
}
