package io.grpcpool.bench.pool;

import java.util.List;

/**
 * Immutable. A load and who is put under it.
 *
 * @param title its row's name
 * @param callers calls in flight at any time
 * @param bytes of each request and reply
 * @param servers endpoints
 * @param streams each connection's limit; 0: none
 * @param millis how long a call takes in the server
 * @param connections how many a pool may have; {@link Contender#DEFAULT}: as it likes, and four for
 *     pools of a fixed size
 * @param contenders in the order of the columns
 */
record Work(
    String title,
    int callers,
    int bytes,
    int servers,
    int streams,
    int millis,
    int connections,
    List<Contender> contenders) {

  /** What pools of a fixed size are given where ours chooses by itself. */
  private static final int FIXED = 4;

  int connectionsOf(Contender contender) {
    return connections == Contender.DEFAULT && contender != Contender.GRPCPOOL
        ? FIXED
        : connections;
  }
}
