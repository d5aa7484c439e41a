package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.metrics.SourceMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far the sources can be trusted, in numbers. */
class SourceMetersTest {

  private final WorldFixture fixture = new WorldFixture().listed();
  private final MeterRegistry meters = new SimpleMeterRegistry();

  @BeforeEach
  void serve() {
    SourceMeters.register(
        meters, fixture.world.reports(), List.of(FakeSource.KIND), fixture.thread::instant);
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.runDue();
    fixture.source.answer("shop", "1@10.0.0.1");
    fixture.thread.runDue();
  }

  @Test
  void countsTheTimeSinceASourceCouldLastTell() {
    fixture.source.doubt("shop", "1@10.0.0.1");
    fixture.thread.advance(DirtyPolicies.LONGEST_WAIT);
    double before = value("xds.source.staleness");

    fixture.thread.advance(Duration.ofSeconds(40));

    assertThat(value("xds.source.staleness") - before).isEqualTo(40);
    assertThat(value("xds.last.good.active")).isEqualTo(1);
  }

  @Test
  void countsNoTimeOnceTheSourceTellsAgain() {
    fixture.source.doubt("shop", "1@10.0.0.1");
    fixture.thread.advance(Duration.ofSeconds(40));

    fixture.source.answer("shop", "1@10.0.0.1");
    fixture.thread.advance(DirtyPolicies.LONGEST_WAIT);

    assertThat(value("xds.source.staleness")).isZero();
  }

  private double value(String gauge) {
    return meters.get(gauge).tag("source", FakeSource.KIND).gauge().value();
  }
}
