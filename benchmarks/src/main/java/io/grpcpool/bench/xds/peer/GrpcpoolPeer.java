package io.grpcpool.bench.xds.peer;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.ServedResource;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.XdsServerBuilder;
import io.grpcpool.xds.admission.AdmissionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Confined to the thread of the orders. The server of this project, with its own defaults. */
record GrpcpoolPeer(XdsServer server) implements Peer {

  /** As many as any run opens at once. */
  private static final AdmissionLimits NO_ADMISSION =
      new AdmissionLimits(100_000, 100_000, 1024 * 1024, 16 * 1024, 5_000, 100);

  static GrpcpoolPeer start(ServerCertificate certificate, boolean admitsAll) throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    XdsServerBuilder settings =
        XdsServer.builder()
            .plaintext(loopback)
            .tls(loopback, certificate.certificate(), certificate.key());
    XdsServer server = (admitsAll ? settings.limits(NO_ADMISSION) : settings).build();
    // Load is counted for clusters that are served.
    server.publish(
        new ResourceUpdate(
            IntStream.range(0, LoadReporterClusters.COUNT).mapToObj(GrpcpoolPeer::cluster).toList(),
            Set.of()));
    return new GrpcpoolPeer(server.start());
  }

  private static ServedResource cluster(int number) {
    String name = LoadReporterClusters.name(number);
    return ServedResource.of(
        ResourceType.CLUSTER, name, Cluster.newBuilder().setName(name).build());
  }

  @Override
  public int plaintextPort() {
    return server.port();
  }

  @Override
  public int tlsPort() {
    return server.tlsPort();
  }

  @Override
  public void serve(List<ClusterLoadAssignment> assignments) {
    server.publish(
        new ResourceUpdate(assignments.stream().map(GrpcpoolPeer::encoded).toList(), Set.of()));
  }

  private static ServedResource encoded(ClusterLoadAssignment assignment) {
    return ServedResource.of(ResourceType.ENDPOINTS, assignment.getClusterName(), assignment);
  }

  @Override
  public void close() {
    server.close();
  }
}
