package io.grpcpool.operator.audit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PolicyId;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many Events a policy may have. */
class EventBudgetTest {

  private static final PolicyId SHOP = new PolicyId("default", "shop");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final EventBudget budget = new EventBudget();

  private long taken(PolicyId policy, int attempts, Instant now) {
    return IntStream.range(0, attempts).filter(i -> budget.take(policy, now)).count();
  }

  @Test
  void aBurstIsWrittenAndNoMore() {
    assertThat(taken(SHOP, 1_000, NOON)).isEqualTo(EventBudget.BURST);
  }

  @Test
  void oneMoreIsWrittenAfterAWhile() {
    taken(SHOP, 1_000, NOON);

    assertThat(taken(SHOP, 1_000, NOON.plus(EventBudget.REFILL))).isEqualTo(1);
  }

  @Test
  void onePolicyDoesNotUseUpTheBudgetOfAnother() {
    taken(SHOP, 1_000, NOON);

    assertThat(budget.take(new PolicyId("default", "store"), NOON)).isTrue();
  }

  @Test
  void timeThatGoesBackGivesNothing() {
    taken(SHOP, 1_000, NOON);

    assertThat(budget.take(SHOP, NOON.minusSeconds(3_600))).isFalse();
  }
}
