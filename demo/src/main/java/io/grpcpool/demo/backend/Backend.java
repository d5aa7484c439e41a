package io.grpcpool.demo.backend;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpcpool.client.consul.ConsulCheck;
import io.grpcpool.client.consul.ConsulRegistration;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Confined to its own process. A backend: a gRPC server with health, which registers itself in
 * Consul and leaves in the right order on SIGTERM. It prints {@code ready port=PORT} when it is up
 * and ends when its standard input does, that is, with whoever started it.
 */
public final class Backend {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private Backend() {}

  /**
   * Runs a backend until it is ended.
   *
   * @param args as {@link BackendOptions#arguments} writes them
   */
  public static void main(String[] args) throws IOException {
    BackendOptions options = BackendOptions.of(args);
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(UserService.of(options.version(), options.name()))
            .addService(health.getHealthService())
            .directExecutor()
            .build()
            .start();
    Presence presence = register(options, server.getPort());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(presence, server, health)));
    System.out.println("ready port=" + server.getPort());

    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static Presence register(BackendOptions options, int port) {
    return switch (options.registration()) {
      case ECWID -> EcwidPresence.register(options, port);
      case GRPCPOOL ->
          ConsulRegistration.builder(options.service())
                  .id(options.id())
                  .agent(options.consul())
                  .address("127.0.0.1")
                  .port(port)
                  .version(options.version())
                  .tags("grpc")
                  .check(ConsulCheck.grpc(CHECK_INTERVAL))
                  .drainDelay(Duration.ofMillis(options.drainMillis()))
                  .start()
              ::stop;
    };
  }

  private static void leave(Presence presence, Server server, HealthStatusManager health) {
    try {
      presence.stop(server, health);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
