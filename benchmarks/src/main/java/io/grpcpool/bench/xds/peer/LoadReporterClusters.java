package io.grpcpool.bench.xds.peer;

/** Stateless. The clusters that each load report of a benchmark names. */
public final class LoadReporterClusters {

  /** How many clusters one report names. */
  public static final int COUNT = 5;

  private LoadReporterClusters() {}

  /** The name of one of them. */
  public static String name(int number) {
    return "reported-" + number;
  }
}
