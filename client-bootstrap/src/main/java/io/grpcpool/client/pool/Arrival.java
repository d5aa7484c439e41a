package io.grpcpool.client.pool;

/**
 * Confined to the synchronization context. How far an endpoint is on its way from being known to
 * taking its full share: connected, then weighted up. One that comes back after a dial has failed
 * goes this way again, for behind its address may be a new process.
 */
final class Arrival {

  private final SlowStart slowStart = new SlowStart();
  private boolean joins;
  private boolean warm;

  /**
   * @param joining whether others take calls already; at the pool's own start all are new alike
   */
  Arrival(boolean joining) {
    this.joins = joining;
  }

  /**
   * One more connection is open.
   *
   * @param enough connections with which the endpoint counts as warm
   */
  void opened(int open, int enough, long now) {
    if (joins) {
      joins = false;
      slowStart.begin(now);
    }
    warm = warm || open >= enough;
  }

  /**
   * A dial has failed.
   *
   * @param unreachable whether no connection is open
   */
  void failed(boolean unreachable) {
    if (unreachable) {
      joins = true;
    }
    warm = !unreachable; // it takes calls with what it has
  }

  boolean isWarm(Beginning beginning) {
    return warm || !beginning.warmUp();
  }

  int share(Beginning beginning, long now) {
    return slowStart.share(beginning.slowStart(), now);
  }

  long nanosUntilNextStep(Beginning beginning, long now) {
    return slowStart.nanosUntilNextStep(beginning.slowStart(), now);
  }

  boolean isClimbing() {
    return slowStart.isClimbing();
  }
}
