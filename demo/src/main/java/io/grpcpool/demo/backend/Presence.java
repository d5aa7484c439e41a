package io.grpcpool.demo.backend;

import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;

/** Thread-safe. A backend's entry in Consul. */
interface Presence {
  /** Leaves without losing a call: out of Consul's rotation first, then out of service. */
  void stop(Server server, HealthStatusManager health) throws InterruptedException;
}
