package io.grpcpool.operator.discovery.consul;

/** Confined to the source's thread. A request that is under way or waits for its turn. */
interface Pending {

  /** Gives it up: nothing is told any more, and its connection is closed. Idempotent. */
  void cancel();
}
