package io.grpcpool.xds;

/** Immutable. Where a stream stands with one type, or with one name. */
public enum SyncState {
  /** Subscribed, and not answered yet. */
  NOT_SENT,
  /** Everything that is served was acknowledged. */
  SYNCED,
  /** Sent and not acknowledged yet, or changed and not sent yet. */
  STALE,
  /** The client refused something that is served. */
  ERROR,
  /** Nothing is served under the name; of a type: all else is acknowledged. */
  MISSING
}
