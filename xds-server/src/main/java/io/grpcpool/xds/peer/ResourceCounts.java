package io.grpcpool.xds.peer;

import io.grpcpool.xds.Acknowledgements;

/**
 * Immutable. How far one resource has come with the clients of one replica.
 *
 * @param version of what that replica serves, over all variants; empty where it serves nothing. The
 *     counts of acknowledged and refused are of this version alone
 */
public record ResourceCounts(String version, Acknowledgements counts) {

  /**
   * What this says to a replica that serves {@code other}: those that acknowledged or refused
   * something else are subscribers who are not there yet.
   */
  public Acknowledgements asOf(String other) {
    return version.equals(other)
        ? counts
        : new Acknowledgements(counts.subscribers(), 0, 0, java.util.List.of());
  }
}
