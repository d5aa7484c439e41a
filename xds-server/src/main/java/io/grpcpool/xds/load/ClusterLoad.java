package io.grpcpool.xds.load;

/**
 * Immutable. The load of one cluster over all clients that report. Counts are since the start of
 * this process and only grow.
 *
 * @param issued attempts that were started
 * @param succeeded attempts that ended well
 * @param failed attempts that ended with any status but OK
 * @param dropped calls that clients dropped by order of their configuration
 * @param inProgress attempts under way, summed over the last report of each open stream
 * @param streams open streams that have reported this cluster
 */
public record ClusterLoad(
    long issued, long succeeded, long failed, long dropped, long inProgress, int streams) {

  /** No load. */
  public static final ClusterLoad NONE = new ClusterLoad(0, 0, 0, 0, 0, 0);

  /** The load that another replica was told of, added. */
  public ClusterLoad plus(ClusterLoad other) {
    return new ClusterLoad(
        issued + other.issued,
        succeeded + other.succeeded,
        failed + other.failed,
        dropped + other.dropped,
        inProgress + other.inProgress,
        streams + other.streams);
  }
}
