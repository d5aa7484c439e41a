package io.grpcpool.operator.discovery.consul;

import java.util.concurrent.ScheduledExecutorService;

/** Thread-safe: one HTTP client for all requests to one Consul. */
public final class ConsulHttp implements AutoCloseable {

  /**
   * @param scheduler runs time-outs and hands over replies
   */
  public ConsulHttp(ConsulSettings settings, ScheduledExecutorService scheduler) {}

  /** Cancels whatever is under way. */
  @Override
  public void close() {}
}
