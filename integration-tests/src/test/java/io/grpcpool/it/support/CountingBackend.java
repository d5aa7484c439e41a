package io.grpcpool.it.support;

import io.grpc.Attributes;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpcpool.demo.backend.UserService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Thread-safe. A server on loopback that counts the connections it has. */
public final class CountingBackend implements AutoCloseable {
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final Server server;

  /** Listens at once, with the demo's service and health. */
  public CountingBackend() throws IOException {
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
            .addService(UserService.of("1.4.0", "backend"))
            .addService(new HealthStatusManager().getHealthService())
            .addTransportFilter(
                new ServerTransportFilter() {
                  @Override
                  public Attributes transportReady(Attributes attributes) {
                    connections.incrementAndGet();
                    opened.incrementAndGet();
                    return attributes;
                  }

                  @Override
                  public void transportTerminated(@Nullable Attributes attributes) {
                    connections.decrementAndGet();
                  }
                })
            .build()
            .start();
  }

  /** The connections that there are. */
  public int connections() {
    return connections.get();
  }

  /** The connections that were ever made to it. */
  public int opened() {
    return opened.get();
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
