package io.grpcpool.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.demo.measure.ShareInterval;
import io.grpcpool.demo.step.Check;
import io.grpcpool.demo.step.StepResult;
import io.grpcpool.demo.step.TrackResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final TrackResult OLD =
      new TrackResult(
          "1.4.0", 90, 0.9, new ShareInterval(1_500, 1_310, 1_388), 1_350, Map.of("old-1", 1));
  private static final TrackResult NEW =
      new TrackResult(
          "1.5.0", 10, 0.1, new ShareInterval(1_500, 112, 190), 150, Map.of("new-1", 1));

  @Test
  void alignsWhatEachVersionGotAndWhatWasExpected() {
    StepResult result =
        new StepResult(
            "weights",
            List.of(OLD, NEW),
            List.of(new Check("failed calls", "0 of 1500", "0", true, false)),
            1_500,
            Map.of(),
            900);

    assertThat(ResultTable.render(result))
        .isEqualTo(
            """
              version  weight   share  expected         calls  connections per endpoint
              1.4.0        90  90.0 %  87.3 % … 92.5 %  1,350  old-1: 1                  ✓
              1.5.0        10  10.0 %  7.5 % … 12.7 %     150  new-1: 1                  ✓

              ✓  failed calls  0  expected 0 of 1500
            """);
  }

  @Test
  void showsAnExpectationThatDidNotHoldAlsoIfTheTableHasItsFigure() {
    StepResult result =
        new StepResult(
            "pool",
            List.of(),
            List.of(
                new Check("connections per endpoint of 1.4.0", "4", "[4, 3]", false, true),
                new Check("share of 1.4.0", "90 %", "90 %", true, true)),
            0,
            Map.of(),
            0);

    assertThat(ResultTable.render(result))
        .isEqualTo("  ✗  connections per endpoint of 1.4.0  [4, 3]  expected 4\n");
  }
}
