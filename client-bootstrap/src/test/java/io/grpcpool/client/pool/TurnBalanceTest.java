package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Confined to the test thread. */
class TurnBalanceTest {

  @Test
  void takesTurnsUntilItIsSixteenAhead() {
    TurnBalance[] balances = TurnBalance.of(new long[] {5, 5});

    long taken = taken(balances[0], balances[1], 100);

    assertThat(taken).isEqualTo(16);
    assertThat(balances[0].ahead()).isEqualTo(16);
    assertThat(balances[1].ahead()).isEqualTo(-16);
  }

  @Test
  void mayTakeMoreOnceOthersTookItsOwn() {
    TurnBalance[] balances = TurnBalance.of(new long[] {5, 5, 5});
    taken(balances[0], balances[1], 100);

    assertThat(balances[2].takeTurnOf(balances[0])).isTrue();
    assertThat(taken(balances[0], balances[2], 100)).isEqualTo(1);
  }

  @Test
  void leavesAnEndpointThatIsFarBehindItsTurns() {
    TurnBalance[] balances = TurnBalance.of(new long[] {5, 5, 5});
    taken(balances[0], balances[1], 100);

    assertThat(balances[2].takeTurnOf(balances[1])).isFalse();
  }

  @Test
  void allowsLittleToWhatHasLittleWeight() {
    TurnBalance[] balances = TurnBalance.of(new long[] {1_000, 250, 1});

    assertThat(taken(balances[1], balances[0], 100)).isEqualTo(4);
    assertThat(taken(balances[2], balances[0], 100)).isEqualTo(1);
  }

  private static long taken(TurnBalance by, TurnBalance from, int tries) {
    return IntStream.range(0, tries).filter(i -> by.takeTurnOf(from)).count();
  }
}
