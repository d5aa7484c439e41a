package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.load_stats.v3.LoadReportingServiceGrpc;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsRequest;
import io.envoyproxy.envoy.service.load_stats.v3.LoadStatsResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often clients are told to report their load, at first and after a change of the settings. */
@Timeout(60)
class LoadReportIntervalTest {

  @TempDir Path policies;
  @TempDir Path state;

  private final BlockingQueue<LoadStatsResponse> told = new LinkedBlockingQueue<>();
  private StandaloneControlPlane controlPlane;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    controlPlane = StandaloneControlPlane.start(policies, state);
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", controlPlane.xdsPort()).usePlaintext().build();
    LoadReportingServiceGrpc.newStub(channel)
        .streamLoadStats(new Told())
        .onNext(LoadStatsRequest.newBuilder().setNode(Node.newBuilder().setId("n")).build());
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    controlPlane.close();
  }

  @Test
  void isTenSecondsWhereNothingIsSet() throws InterruptedException {
    assertThat(seconds()).isEqualTo(10);
  }

  @Test
  void changesForStreamsThatAreOpenWhenTheSettingsDo() throws InterruptedException {
    seconds();

    controlPlane.reload(Map.of("grpcpool.xds.load.report.interval", "2s"));

    assertThat(seconds()).isEqualTo(2);
  }

  @Test
  void isNotToldAnewWhereOtherSettingsChange() throws InterruptedException {
    seconds();

    controlPlane.reload(Map.of("grpcpool.xds.max.names", "7"));
    controlPlane.reload(Map.of("grpcpool.xds.load.report.interval", "3s"));

    assertThat(seconds()).isEqualTo(3);
  }

  private long seconds() throws InterruptedException {
    LoadStatsResponse next =
        Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS), "nothing was told");
    return Durations.toSeconds(next.getLoadReportingInterval());
  }

  /** Thread-safe: the queue is. */
  private final class Told implements StreamObserver<LoadStatsResponse> {
    @Override
    public void onNext(LoadStatsResponse response) {
      told.add(response);
    }

    @Override
    public void onError(Throwable t) {}

    @Override
    public void onCompleted() {}
  }
}
