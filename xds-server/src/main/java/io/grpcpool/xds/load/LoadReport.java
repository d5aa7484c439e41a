package io.grpcpool.xds.load;

import java.time.Duration;

/**
 * Immutable. What one client says about one cluster since its report before. Calls that never got a
 * connection are in none of the counts (grpc-java), so zero errors do not prove health.
 *
 * @param stream a number of the reporting stream, unique in this process; clients may share a node
 *     id, so never count by that
 * @param node the client's node id
 * @param cluster the cluster's name
 * @param interval the time that the report covers
 * @param first whether it is in the first message after a stream began: it holds what the client
 *     counted while nobody listened, perhaps at another replica, so it says nothing of the present
 * @param issued attempts that were started
 * @param succeeded attempts that ended well
 * @param failed attempts that ended with any status but OK, cancelled ones too
 * @param dropped calls that the client dropped by order of its configuration
 * @param inProgress attempts under way now: a gauge, not a difference
 */
public record LoadReport(
    long stream,
    String node,
    String cluster,
    Duration interval,
    boolean first,
    long issued,
    long succeeded,
    long failed,
    long dropped,
    long inProgress) {

  /** Without the attempts, of a client that tells of them in another way. */
  LoadReport ofDropsAlone() {
    return new LoadReport(stream, node, cluster, interval, first, 0, 0, 0, dropped, 0);
  }
}
