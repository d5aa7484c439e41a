package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Start, readiness, TLS, drain and end. */
@Timeout(60)
class LifecycleTest {

  @RegisterExtension final RunningServer xds = new RunningServer();

  @Test
  void isNotReadyUntilTold() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", xds.server().port()).usePlaintext().build();

    ServingStatus before = health(channel);
    xds.server().ready(true);
    ServingStatus after = health(channel);
    channel.shutdownNow();

    assertThat(before).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(after).isEqualTo(ServingStatus.SERVING);
  }

  private static ServingStatus health(ManagedChannel channel) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  @Test
  void drainsByEndingEachStreamWithAStatusThatSaysWhy() throws Exception {
    xds.publish(cluster("a"));
    RawClient first = xds.connect();
    RawClient second = xds.connect();
    first.subscribe(CLUSTER, "a");
    second.subscribe(CLUSTER, "a");
    first.next(CLUSTER);
    second.next(CLUSTER);

    xds.server().drain(Duration.ofMillis(200));

    assertThat(first.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(first.end().getDescription()).contains("going away");
    assertThat(second.end().getDescription()).contains("going away");
    assertThat(xds.server().clients()).isEmpty();
  }

  @Test
  void drainsAFewStreamsInAMomentWhateverTheGrace() throws Exception {
    xds.publish(cluster("a"));
    RawClient client = xds.connect();
    client.subscribe(CLUSTER, "a");
    client.next(CLUSTER);
    LoadReports loadReports =
        LoadReports.over(
            NettyChannelBuilder.forAddress("127.0.0.1", xds.server().port())
                .usePlaintext()
                .build());

    long before = System.nanoTime();
    xds.server().drain(Duration.ofMinutes(5));
    Duration took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(took).isLessThan(Duration.ofSeconds(30));
    assertThat(loadReports.end().get(10, TimeUnit.SECONDS).getDescription()).contains("going away");
  }

  @Test
  void tellsThoseWhoWatchItsHealthThatItLeavesThenEndsTheirStreams() throws Exception {
    xds.server().ready(true);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", xds.server().port()).usePlaintext().build();
    HealthWatch watch = HealthWatch.over(channel);
    assertThat(watch.next()).isEqualTo(ServingStatus.SERVING);

    long before = System.nanoTime();
    xds.server().drain(Duration.ofMinutes(5));
    Duration took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(took).isLessThan(Duration.ofSeconds(30));
    assertThat(watch.next()).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(watch.end().getDescription()).contains("going away");
    channel.shutdownNow();
  }

  @Test
  void saysThatAPortIsTaken() {
    XdsServer second =
        XdsServer.builder()
            .plaintext(new InetSocketAddress(InetAddress.getLoopbackAddress(), xds.server().port()))
            .build();

    assertThatThrownBy(second::start).isInstanceOf(IOException.class);
    second.close();
  }

  @Test
  void doesNothingAfterTheEnd() {
    xds.server().close();

    xds.publish(cluster("a"));

    assertThat(xds.server().clients()).isEmpty();
  }

  @Test
  void servesOverTls(@TempDir Path folder) throws Exception {
    PemFiles pem = PemFiles.selfSigned(folder);
    try (XdsServer secure =
        XdsServer.builder()
            .plaintext(null)
            .tls(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                pem.certificate(),
                pem.key())
            .build()
            .start()) {
      secure.publish(ResourceUpdate.of(cluster("a")));
      ManagedChannel channel =
          Grpc.newChannelBuilderForAddress(
                  "localhost",
                  secure.tlsPort(),
                  TlsChannelCredentials.newBuilder()
                      .trustManager(pem.certificate().toFile())
                      .build())
              .build();

      DiscoveryResponse response = firstResponse(channel);
      channel.shutdownNow();

      assertThat(secure.port()).isEqualTo(-1);
      assertThat(names(response)).containsExactly("a");
    }
  }

  private static DiscoveryResponse firstResponse(ManagedChannel channel) throws Exception {
    CompletableFuture<DiscoveryResponse> first = new CompletableFuture<>();
    AggregatedDiscoveryServiceGrpc.newStub(channel)
        .streamAggregatedResources(
            new StreamObserver<>() {
              @Override
              public void onNext(DiscoveryResponse response) {
                first.complete(response);
              }

              @Override
              public void onError(Throwable t) {
                first.completeExceptionally(t);
              }

              @Override
              public void onCompleted() {
                first.cancel(false);
              }
            })
        .onNext(RawClient.request(CLUSTER.typeUrl(), null, "a").build());
    return first.get(10, TimeUnit.SECONDS);
  }
}
