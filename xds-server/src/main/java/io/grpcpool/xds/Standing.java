package io.grpcpool.xds;

/** Immutable. Where one subscription stands with what is served now. */
enum Standing {
  /** Not sent, or not answered yet. */
  PENDING,
  ACKNOWLEDGED,
  REFUSED
}
