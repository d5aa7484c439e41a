package io.grpcpool.bench.xds.peer;

import io.envoyproxy.controlplane.cache.v3.SimpleCache;
import io.envoyproxy.controlplane.cache.v3.Snapshot;
import io.envoyproxy.controlplane.server.DefaultExecutorGroup;
import io.envoyproxy.controlplane.server.V3DiscoveryServer;
import io.envoyproxy.controlplane.server.serializer.CachedProtoResourcesSerializer;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the thread of the orders. java-control-plane as it serves best here: one node group
 * for all, each resource serialized once, the transport that Grpcpool has.
 */
final class JavaControlPlanePeer implements Peer {

  private static final String GROUP = "all";

  private final SimpleCache<String> cache = new SimpleCache<>(node -> GROUP);
  private final Map<String, ClusterLoadAssignment> assignments = new LinkedHashMap<>();
  private final EventLoopGroup acceptors = eventLoops(1);
  private final EventLoopGroup workers =
      eventLoops(Math.min(2, Runtime.getRuntime().availableProcessors()));
  private final Server plaintext;
  private final Server tls;
  private long version;

  private JavaControlPlanePeer(ServerCertificate certificate) throws IOException {
    BindableService service =
        new V3DiscoveryServer(
                List.of(), cache, new DefaultExecutorGroup(), new CachedProtoResourcesSerializer())
            .getAggregatedDiscoveryServiceImpl();
    plaintext = listen(InsecureServerCredentials.create(), service);
    tls =
        listen(
            TlsServerCredentials.create(
                certificate.certificate().toFile(), certificate.key().toFile()),
            service);
  }

  static JavaControlPlanePeer start(ServerCertificate certificate) throws IOException {
    return new JavaControlPlanePeer(certificate);
  }

  private static EventLoopGroup eventLoops(int count) {
    return new MultiThreadIoEventLoopGroup(count, EpollIoHandler.newFactory());
  }

  private Server listen(ServerCredentials credentials, BindableService service) throws IOException {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials)
        .bossEventLoopGroup(acceptors)
        .workerEventLoopGroup(workers)
        .channelType(EpollServerSocketChannel.class)
        .directExecutor()
        .flowControlWindow(1024 * 1024)
        .keepAliveTime(30, TimeUnit.SECONDS)
        .keepAliveTimeout(10, TimeUnit.SECONDS)
        .addService(service)
        .build()
        .start();
  }

  @Override
  public int plaintextPort() {
    return plaintext.getPort();
  }

  @Override
  public int tlsPort() {
    return tls.getPort();
  }

  @Override
  public void serve(List<ClusterLoadAssignment> changed) {
    changed.forEach(assignment -> assignments.put(assignment.getClusterName(), assignment));
    cache.setSnapshot(
        GROUP,
        Snapshot.create(
            List.of(),
            List.copyOf(assignments.values()),
            List.of(),
            List.of(),
            List.of(),
            Long.toString(++version)));
  }

  @Override
  public void close() {
    plaintext.shutdownNow();
    tls.shutdownNow();
    acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
