package io.grpcpool.demo.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.demo.consul.CheckDefinition.Thresholds;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultCounterTest {
  /** Results: {@code +} success, {@code -} failure; states: first letter, {@code .} unchanged. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, +-+,    PCP",
    "1, 1, 1, +-+,    PCP",
    "2, 0, 0, +-++,   .C.P",
    "0, 3, 3, --+---, ..P..C",
    "0, 1, 3, ---,    WWC",
    "3, 3, 3, ++-+++, .....P"
  })
  void changesStateAfterARunOfResults(
      int success, int warning, int critical, String results, String states) {
    ResultCounter counter = new ResultCounter(new Thresholds(success, warning, critical));

    String seen =
        results
            .chars()
            .mapToObj(result -> counter.after(result == '+'))
            .map(state -> state.map(s -> s.name().substring(0, 1)).orElse("."))
            .collect(Collectors.joining());

    assertThat(seen).isEqualTo(states);
  }
}
