package io.grpcpool.it.consul;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Thread-safe: both parts are. A grpc-java server on loopback that answers health checks. */
record HealthyServer(Server server, HealthStatusManager health) implements AutoCloseable {

  static HealthyServer start() throws IOException {
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
            .addService(health.getHealthService())
            .build()
            .start();
    return new HealthyServer(server, health);
  }

  int port() {
    return server.getPort();
  }

  void serves(boolean serving) {
    health.setStatus("", serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
