package io.grpcpool.xds.load;

/** Thread-safe: guarded by its own lock. The running sums of one cluster. */
final class ClusterTally {

  private long issued;
  private long succeeded;
  private long failed;
  private long dropped;
  private long inProgress;
  private int streams;

  synchronized void count(LoadReport report) {
    issued += report.issued();
    succeeded += report.succeeded();
    failed += report.failed();
    dropped += report.dropped();
  }

  synchronized void join() {
    streams++;
  }

  synchronized void leave(long inProgressOfStream) {
    streams--;
    inProgress -= inProgressOfStream;
  }

  synchronized void replaceInProgress(long before, long now) {
    inProgress += now - before;
  }

  synchronized ClusterLoad load() {
    return new ClusterLoad(issued, succeeded, failed, dropped, inProgress, streams);
  }
}
