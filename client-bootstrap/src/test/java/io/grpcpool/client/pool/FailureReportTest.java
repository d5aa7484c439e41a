package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.net.ConnectException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Confined to the test thread. */
class FailureReportTest {

  private static final PoolName POOL = new PoolName("users", "shop/users/all");

  @Test
  void namesEveryEndpointWithWhatIsBehindItsFailure() {
    Status refused =
        Status.UNAVAILABLE
            .withDescription("io exception\nChannel Pipeline: []")
            .withCause(new ConnectException("Connection refused"));
    Status late = Status.UNAVAILABLE.withDescription("no connection within 5s");

    Status report =
        FailureReport.of(
            POOL, List.of(failed("10.0.0.1:50051", refused), failed("10.0.0.2:50051", late)));

    assertThat(report.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(report.getDescription())
        .endsWith(
            "none of 2 endpoints can be reached; 10.0.0.1:50051: Connection refused;"
                + " 10.0.0.2:50051: no connection within 5s");
    assertThat(report.getCause()).isSameAs(refused.getCause());
  }

  @Test
  void staysShortAndSaysHowManyItLeavesOut() {
    Status wordy = Status.UNAVAILABLE.withDescription("x".repeat(10_000));
    List<EndpointView> thousand =
        IntStream.range(0, 1_000).mapToObj(i -> failed("10.0.0.1:" + i, wordy)).toList();

    String text = FailureReport.of(POOL, thousand).getDescription();

    assertThat(text).hasSizeLessThan(1_600).contains("none of 1000").endsWith("; and 994 more");
  }

  @Test
  void saysSoWhereThereAreNoEndpoints() {
    assertThat(FailureReport.of(POOL, List.of()).getDescription()).endsWith("no endpoints");
  }

  private static EndpointView failed(String address, Status cause) {
    return new EndpointView(address, 1, SlowStart.FULL, true, List.of(), true, cause);
  }
}
