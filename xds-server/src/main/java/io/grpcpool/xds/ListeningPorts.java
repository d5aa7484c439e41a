package io.grpcpool.xds;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
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
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.identity.ClientAuthentication;
import io.grpcpool.xds.identity.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Confined to its owner's lock. The sockets: one gRPC server for each address, on shared threads.
 */
final class ListeningPorts {

  /** How long a connection may be open without a call of a client that is known. */
  private static final Duration UNAUTHENTICATED = Duration.ofSeconds(10);

  /** As much as gRPC's own, for one stream and for one connection. */
  private static final int FLOW_CONTROL_WINDOW = 1024 * 1024;

  private final List<ServerServiceDefinition> services;
  private final List<Server> servers = new ArrayList<>();
  private final EventLoopGroup acceptors = eventLoops(1, "xds-accept");
  private final EventLoopGroup workers;
  private final AdmissionLimits limits;

  ListeningPorts(int eventLoops, AdmissionLimits limits, List<ServerServiceDefinition> services) {
    this.limits = limits;
    this.workers = eventLoops(eventLoops, "xds-io");
    this.services = new ArrayList<>(services);
  }

  private static EventLoopGroup eventLoops(int count, String name) {
    IoHandlerFactory handlers =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true), handlers);
  }

  private ServerChannel newSocket() {
    ServerChannel socket =
        Epoll.isAvailable() ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    socket
        .pipeline()
        .addLast(new ConnectionPacing(limits.newConnectionBucket(System.nanoTime()), workers));
    return socket;
  }

  /** Adds a service to the ports that are opened from now on. */
  void add(ServerServiceDefinition service) {
    services.add(service);
  }

  /** Listens without TLS and returns the port. */
  int plaintext(InetSocketAddress address) throws IOException {
    return listen(address, InsecureServerCredentials.create(), builder -> {});
  }

  /** Listens with TLS (1.2 or later), lets everyone in, and returns the port. */
  int tls(InetSocketAddress address, ServerTls tls) throws IOException {
    return listen(address, tls.credentials(false), ListeningPorts::boundHandshakes);
  }

  /** Listens with TLS (1.2 or later) for clients that say who they are, and returns the port. */
  int authenticated(
      InetSocketAddress address,
      ServerTls tls,
      ClientAuthentication authentication,
      ServerInterceptor interceptor)
      throws IOException {
    long age = authentication.longestStream().toNanos();
    return listen(
        address,
        tls.credentials(authentication.tokens() == null),
        builder -> {
          boundHandshakes(builder);
          builder
              .intercept(interceptor)
              .maxConnectionIdle(UNAUTHENTICATED.toNanos(), TimeUnit.NANOSECONDS)
              // A new connection shows a new certificate; gRPC spreads the age by 10 %, as the
              // streams do theirs, which therefore end in time.
              .maxConnectionAge(age, TimeUnit.NANOSECONDS)
              .maxConnectionAgeGrace(age / 4, TimeUnit.NANOSECONDS);
        });
  }

  private static void boundHandshakes(NettyServerBuilder builder) {
    builder.handshakeTimeout(UNAUTHENTICATED.toNanos(), TimeUnit.NANOSECONDS);
  }

  private int listen(
      InetSocketAddress address,
      ServerCredentials credentials,
      Consumer<NettyServerBuilder> further)
      throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address, credentials)
            .bossEventLoopGroup(acceptors)
            .workerEventLoopGroup(workers)
            .channelFactory(this::newSocket)
            // Nothing that is served blocks: calls are handed on to the shards.
            .directExecutor()
            .maxInboundMessageSize(limits.transportBytes())
            // Of a fixed size: gRPC would else measure the bandwidth by a PING for each of the
            // small
            // requests that clients send, which costs as much as the request itself.
            .flowControlWindow(FLOW_CONTROL_WINDOW)
            .maxConcurrentCallsPerConnection(100)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            // C-core pings each 20 s where it is told to keep its connection alive.
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    services.forEach(builder::addService);
    further.accept(builder);
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
