package io.grpcpool.bench.xds.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.bench.xds.soak.Soak.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Twenty seconds of what {@code benchmarks/soak} does for five minutes. */
@Timeout(180)
class SoakIT {

  @Test
  void everyClientThatStayedHoldsWhatIsServedAndTheHeapIsFlat() throws Exception {
    Outcome outcome = new Soak(1, 100).run(20);

    assertThat(outcome.wrong()).isEmpty();
    assertThat(outcome.unsettled()).isEmpty();
    assertThat(outcome.heapGrowth()).isLessThan(SoakMain.MOST_GROWTH * outcome.heapMean());
  }
}
