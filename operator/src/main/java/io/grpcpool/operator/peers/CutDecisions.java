package io.grpcpool.operator.peers;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;

/** Thread-safe. Where whoever watches tracks takes calls from one that fails. */
@FunctionalInterface
public interface CutDecisions {

  /**
   * Lowers a track at once here, and within a second on every replica. It needs no leader, and it
   * is never raised again but by an edit of the track's weight or selector.
   */
  void cut(PolicyId policy, TrackCap cap);
}
