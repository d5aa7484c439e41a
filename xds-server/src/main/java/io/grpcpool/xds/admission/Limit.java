package io.grpcpool.xds.admission;

/** Immutable. What is bounded, as metrics and messages have it. */
public enum Limit {
  STREAMS_PER_SECOND("streams_per_second"),
  INITIAL_SYNCS("initial_syncs"),
  REQUEST_BYTES("request_bytes"),
  NODE_METADATA("node_metadata"),
  NAMES_PER_TYPE("names_per_type"),
  REQUESTS_PER_SECOND("requests_per_second");

  private final String label;

  Limit(String label) {
    this.label = label;
  }

  /** The value of the tag {@code limit}. */
  public String label() {
    return label;
  }
}
