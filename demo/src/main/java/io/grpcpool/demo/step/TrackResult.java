package io.grpcpool.demo.step;

import io.grpcpool.demo.measure.ShareInterval;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. What one version got while calls were counted.
 *
 * @param version the revision
 * @param weight its track's weight in the policy
 * @param share the share that the weight stands for, 0 to 1
 * @param plausible how many of the counted calls that share gives, at 99.9 % confidence
 * @param calls how many it answered
 * @param connections the client's connections to each of its backends, by the backend's name
 */
public record TrackResult(
    String version,
    int weight,
    double share,
    ShareInterval plausible,
    int calls,
    Map<String, Integer> connections) {
  public TrackResult {
    connections = Collections.unmodifiableMap(new TreeMap<>(connections));
  }

  /** Whether it got what its weight stands for. */
  public boolean held() {
    return plausible.contains(calls);
  }
}
