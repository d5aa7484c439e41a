package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking calls from a track, whatever its weight says. */
class CutTest {

  private static final PolicyId SHOP = new PolicyId("default", "shop");
  private static final TrackCap NOTHING = new TrackCap("default/shop/version=2", 10, 0);

  private final WorldFixture fixture = new WorldFixture().listed();

  @BeforeEach
  void serve() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.runDue();
    fixture.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    fixture.thread.advance(Duration.ofSeconds(1));
    fixture.updates.clear();
    fixture.audit.clear();
  }

  private void cut(TrackCap cap) {
    fixture.caps.add(cap);
    fixture.world.cutsChanged(SHOP);
    fixture.thread.runDue();
  }

  @Test
  void publishesOtherRoutesAtOnceAndTheSameClusters() {
    cut(NOTHING);

    assertThat(fixture.shares("shop")).containsExactly(10_000, 0);
    assertThat(fixture.updates).hasSize(1);
    assertThat(fixture.updates.get(0).removals()).isEmpty();
    assertThat(fixture.served("shop").routes().keeper()).hasSize(2);
  }

  @Test
  void writesDownWhatWasCut() {
    cut(NOTHING);

    assertThat(fixture.audit)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo(AuditEntry.Action.REWEIGH);
              assertThat(entry.oldWeights()).isEqualTo("stable=90,canary=10");
              assertThat(entry.newWeights()).isEqualTo("stable=100,canary=0");
            });
  }

  @Test
  void keepsTheCutWhileEndpointsChange() {
    cut(NOTHING);

    fixture.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2", "2@10.0.0.3");
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.shares("shop")).containsExactly(10_000, 0);
  }

  @Test
  void endsWithAnEditOfTheWeight() {
    cut(NOTHING);

    fixture.world.observed(Documents.weighted("shop", 2, 80, 20));
    fixture.thread.runDue();
    fixture.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.shares("shop")).containsExactly(8_000, 2_000);
  }

  @Test
  void costsNothingForAPolicyThatIsNotThere() {
    fixture.world.cutsChanged(new PolicyId("default", "nobody"));
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.updates).isEmpty();
  }
}
