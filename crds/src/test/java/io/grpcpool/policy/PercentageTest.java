package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentageTest {

  @ParameterizedTest
  @CsvSource({"0%, 0", "5%, 5", "50%, 50", "100%, 100"})
  void readsWholePercentages(String text, int expected) {
    assertThat(Percentage.of(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "50", "101%", "200%", "0.5%", "-1%", "50 %", "050%"})
  void readsNothingElse(String text) {
    assertThat(Percentage.parse(text)).isEmpty();
  }

  @Test
  void throwsWhereAValidatedFieldIsNoPercentage() {
    assertThatThrownBy(() -> Percentage.of("half"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"half\" is not a whole percentage from 0% to 100%");
  }
}
