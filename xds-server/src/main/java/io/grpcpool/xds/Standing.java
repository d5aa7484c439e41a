package io.grpcpool.xds;

/** Immutable. Where one subscription stands with what is served now. */
enum Standing {
  /** Not sent, or not answered yet. */
  PENDING,
  ACKNOWLEDGED,
  REFUSED,
  /** Something is served, and not for this client, which counts as nobody. */
  HIDDEN
}
