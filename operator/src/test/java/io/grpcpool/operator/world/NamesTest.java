package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two policies that ask for one name. */
class NamesTest {

  private final WorldFixture fixture = new WorldFixture().listed();

  @BeforeEach
  void firstServesShop() {
    serve("first", "shop");
  }

  private void serve(String name, String target) {
    fixture.world.observed(Documents.single(name, 1, target, ""));
    fixture.thread.runDue();
    fixture.source.answer(name, "1@10.0.0.1");
    fixture.thread.runDue();
  }

  @Test
  void refusesTheJuniorPolicyOfTheSameNamespace() {
    serve("second", "shop");

    assertThat(fixture.report("second").result())
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.reason()).isEqualTo(Rejected.Reason.TARGET_CONFLICT));
    assertThat(fixture.report("second").served()).isNull();
    assertThat(fixture.served("first").listeners()).contains("shop");
  }

  @Test
  void keepsTheOldNameWhenTheNewOneIsTaken() {
    serve("second", "store");

    fixture.world.observed(Documents.single("second", 2, "shop", ""));
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.served("second").listeners()).contains("store");
    assertThat(fixture.hasListener("store")).isTrue();
  }

  @Test
  void followsTheEndpointsOfAPolicyThatLostItsTargetToAnOlderOne() {
    serve("second", "store");

    fixture.world.observed(Documents.single("first", 2, "store", ""));
    fixture.thread.advance(Duration.ofSeconds(1));
    fixture.source.answer("second", "1@10.0.0.2", "1@10.0.0.3");
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.report("second").result())
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.reason()).isEqualTo(Rejected.Reason.TARGET_CONFLICT));
    assertThat(fixture.served("second").endpoints())
        .extracting(plan -> plan.endpoint().address())
        .containsExactlyInAnyOrder("10.0.0.2", "10.0.0.3");
    assertThat(fixture.served("second").listeners()).doesNotContain("store");
    assertThat(fixture.served("first").listeners()).contains("store");
  }

  @Test
  void writesDownOnceThatAServedPolicyLostItsTarget() {
    serve("second", "store");

    fixture.world.observed(Documents.single("first", 2, "store", ""));
    fixture.thread.advance(Duration.ofSeconds(1));
    fixture.source.answer("second", "1@10.0.0.2", "1@10.0.0.3");
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.audit)
        .filteredOn(entry -> entry.action() == AuditEntry.Action.CONFLICT)
        .extracting(entry -> entry.policy().name())
        .containsExactly("second");
  }

  @Test
  void keepsTheAliasesOfAPolicyThatLostItsTargetToAnOlderOne() {
    fixture.world.observed(Documents.single("second", 1, "store", "aliases: [kiosk]"));
    fixture.thread.runDue();
    fixture.source.answer("second", "1@10.0.0.1");
    fixture.thread.runDue();

    fixture.world.observed(Documents.single("first", 2, "store", ""));
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.served("second").listeners()).containsExactly("kiosk");
    assertThat(fixture.hasListener("kiosk")).isTrue();
  }

  @Test
  void takesTheBareNameAwayWhenTheSettingSaysSo() {
    fixture.world.bareNames(false);
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.served("first").listeners()).containsExactly("shop.default");
    assertThat(fixture.hasListener("shop")).isFalse();
  }

  @Test
  void takesTheNameWhenItBecomesFree() {
    serve("second", "store");
    fixture.world.observed(Documents.single("second", 2, "shop", ""));
    fixture.thread.advance(Duration.ofSeconds(1));

    fixture.world.deleted(new PolicyId("default", "first"));
    fixture.thread.advance(Duration.ofMinutes(3));

    assertThat(fixture.served("second").listeners()).contains("shop");
    assertThat(fixture.hasListener("shop")).isTrue();
  }
}
