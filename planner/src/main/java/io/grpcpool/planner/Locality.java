package io.grpcpool.planner;

import java.util.Comparator;

/** Immutable. Where an endpoint is; an unknown part is the empty string, as xDS wants it. */
public record Locality(String region, String zone, String subZone) implements Comparable<Locality> {

  /** Nothing known. */
  public static final Locality NONE = new Locality("", "", "");

  private static final Comparator<Locality> ORDER =
      Comparator.comparing(Locality::region)
          .thenComparing(Locality::zone)
          .thenComparing(Locality::subZone);

  @Override
  public int compareTo(Locality other) {
    return ORDER.compare(this, other);
  }
}
