package io.grpcpool.xds;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.IoHandlerFactory;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Confined to its owner's lock. The sockets: one gRPC server for each address, on shared threads.
 */
final class ListeningPorts {

  private final List<ServerServiceDefinition> services;
  private final List<Server> servers = new ArrayList<>();
  private final EventLoopGroup acceptors = eventLoops(1, "xds-accept");
  private final EventLoopGroup workers;
  private final int requestBytes;

  ListeningPorts(int eventLoops, int requestBytes, List<ServerServiceDefinition> services) {
    this.requestBytes = requestBytes;
    this.workers = eventLoops(eventLoops, "xds-io");
    this.services = new ArrayList<>(services);
  }

  private static EventLoopGroup eventLoops(int count, String name) {
    IoHandlerFactory handlers =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true), handlers);
  }

  private static Class<? extends ServerChannel> channelType() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** Adds a service to the ports that are opened from now on. */
  void add(ServerServiceDefinition service) {
    services.add(service);
  }

  /** Listens without TLS and returns the port. */
  int plaintext(InetSocketAddress address) throws IOException {
    return listen(address, InsecureServerCredentials.create());
  }

  /** Listens with TLS (1.2 or later) and returns the port. */
  int tls(InetSocketAddress address, Path certificateChain, Path privateKey) throws IOException {
    return listen(
        address, TlsServerCredentials.create(certificateChain.toFile(), privateKey.toFile()));
  }

  private int listen(InetSocketAddress address, ServerCredentials credentials) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address, credentials)
            .bossEventLoopGroup(acceptors)
            .workerEventLoopGroup(workers)
            .channelType(channelType())
            // Nothing that is served blocks: calls are handed on to the shards.
            .directExecutor()
            .maxInboundMessageSize(requestBytes)
            .maxConcurrentCallsPerConnection(100)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            // C-core pings each 20 s where it is told to keep its connection alive.
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    services.forEach(builder::addService);
    Server server = builder.build().start();
    servers.add(server);
    return server.getPort();
  }

  /** Takes no further connections, and sends GOAWAY to those that there are. */
  void goAway() {
    servers.forEach(Server::shutdown);
  }

  /** Whether all calls ended within this time. */
  boolean awaitCalls(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    for (Server server : servers) {
      if (!server.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }

  /** Ends every call. */
  void endCalls() {
    servers.forEach(Server::shutdownNow);
  }

  /** Ends the threads; nobody may use a call any more. */
  void close() {
    acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
