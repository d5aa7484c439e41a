package io.grpcpool.policy;

import java.util.Arrays;
import java.util.List;

/** Immutable. Whether the zone of a client decides which endpoints it prefers. */
public enum LocalityMode {
  /** All endpoints of a datacenter alike. */
  GLOBAL("Global"),
  /** Those of the client's own zone, and others where none of these can take calls. */
  PREFER_SAME_ZONE("PreferSameZone");

  private final String text;

  LocalityMode(String text) {
    this.text = text;
  }

  /** The word as it stands in the document. */
  public String text() {
    return text;
  }

  static List<String> texts() {
    return Arrays.stream(values()).map(LocalityMode::text).toList();
  }
}
