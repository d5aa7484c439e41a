package io.grpcpool.client.pool;

import java.util.function.Consumer;

/**
 * Confined to the synchronization context. Makes connections to one endpoint, each with a lifetime
 * of its own.
 */
final class ConnectionFactory {

  private final PoolRuntime runtime;
  private final AttemptObserver attempts;
  private final Consumer<ConnectionLoad> pressure;

  ConnectionFactory(
      PoolRuntime runtime, AttemptObserver attempts, Consumer<ConnectionLoad> pressure) {
    this.runtime = runtime;
    this.attempts = attempts;
    this.pressure = pressure;
  }

  /**
   * A connection that is not yet started.
   *
   * @param healthChanged run when somebody above has changed its mind about its health
   */
  Connection create(EndpointListing listing, Runnable healthChanged) {
    ConnectionLoad load = new ConnectionLoad(runtime::nanoTime, attempts, pressure);
    load.target(listing.config().connections().requestsPerConnection());
    double ageShare = runtime.random().nextDouble(1 - AgeOut.JITTER, 1 + AgeOut.JITTER);
    return new Connection(
        load,
        ageShare,
        health ->
            runtime.createSubchannel(
                listing.group(),
                state -> {
                  health.onSubchannelState(state);
                  healthChanged.run();
                }));
  }
}
