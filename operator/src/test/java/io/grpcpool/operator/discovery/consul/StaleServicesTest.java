package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.discovery.consul.Doubt.Cause;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An outage of minutes with hundreds of services is a handful of lines. */
class StaleServicesTest {
  private static final Doubt DOWN = new Doubt(Cause.UNAVAILABLE, "cannot connect");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StaleServices stale = new StaleServices(new ConsulMetrics(meters));

  @Test
  void namesFiveServicesAndSumsUpTheOthers() {
    List<String> lines =
        IntStream.range(0, 500)
            .mapToObj(i -> stale.doubted(service("s" + i), DOWN))
            .flatMap(Optional::stream)
            .toList();

    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .isEqualTo("service=s0 keeps its last answer: ConsulUnavailable: cannot connect");
    assertThat(lines.get(5)).startsWith("further services keep their last answer");
  }

  @Test
  void saysNothingWhenAServiceThatIsStaleIsSoForAnotherReason() {
    stale.doubted(service("web"), DOWN);

    assertThat(stale.doubted(service("web"), new Doubt(Cause.BUSY, "HTTP 429"))).isEmpty();
  }

  @Test
  void namesAServiceThatIsStaleForAReasonOfItsOwnDuringAnOutage() {
    IntStream.range(0, 500).forEach(i -> stale.doubted(service("s" + i), DOWN));

    assertThat(stale.doubted(service("web"), new Doubt(Cause.DENIED, "HTTP 403")))
        .hasValueSatisfying(line -> assertThat(line).contains("service=web", "ConsulDenied"));
  }

  @Test
  void saysOnceThatTheOutageIsOver() {
    stale.doubted(service("a"), DOWN);
    stale.doubted(service("b"), DOWN);

    assertThat(stale.fresh(service("a"))).isEmpty();
    assertThat(stale.fresh(service("b"))).isPresent();
    assertThat(stale.fresh(service("b"))).isEmpty();
  }

  @Test
  void countsServicesUntilTheyAreFreshOrWatchedNoMore() {
    stale.doubted(service("a"), DOWN);
    stale.doubted(service("b"), DOWN);
    double during = gauge();

    stale.fresh(service("a"));
    stale.forget(service("b"));

    assertThat(during).isEqualTo(2);
    assertThat(gauge()).isZero();
  }

  private double gauge() {
    return meters.get("grpcpool.consul.stale.services").gauge().value();
  }

  private static ServiceKey service(String name) {
    return new ServiceKey(name, "");
  }
}
