package io.grpcpool.operator.status;

/** Thread-safe. Whether this replica is the one that writes status. It may change at any time. */
public interface Leadership extends AutoCloseable {

  /**
   * Begins to stand for leader.
   *
   * @param onLead called each time this replica becomes the leader, from any thread
   */
  void start(Runnable onLead);

  /** Whether this replica leads now. */
  boolean isLeader();

  /** Steps down and stands no more. */
  @Override
  void close();
}
