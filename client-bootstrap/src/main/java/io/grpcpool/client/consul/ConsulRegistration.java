package io.grpcpool.client.consul;

import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;

/** Thread-safe: a server's presence in Consul, from its start to its orderly leave. */
public final class ConsulRegistration implements AutoCloseable {

  ConsulRegistration(ConsulService service, ConsulAgent agent, StopTimes times) {}

  /**
   * Starts describing the server.
   *
   * @param name the service's name in Consul
   */
  public static ConsulRegistrationBuilder builder(String name) {
    return new ConsulRegistrationBuilder(name);
  }

  /** The instance's ID in Consul. */
  public String id() {
    return "";
  }

  /** Whether Consul's agent knows the server, as far as the last answer told. */
  public boolean registered() {
    return false;
  }

  /**
   * Takes the server out of service without losing a call: health to NOT_SERVING and maintenance in
   * Consul, the drain delay, {@code shutdown}, the grace for running calls, deregistration, {@code
   * shutdownNow}. Blocks for at most drain delay, grace and a few seconds; idempotent.
   */
  public void stop(Server server, HealthStatusManager health) throws InterruptedException {}

  /** Deregisters at once, without a drain; for a server that is already down. */
  @Override
  public void close() {}
}
