package io.grpcpool.demo.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({"5s, 5000", "250ms, 250", "1m30s, 90000", "1.5h, 5400000", "7, 7000", "0s, 0"})
  void readsWhatConsulReads(String text, long millis) {
    assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "5 s", "five", "-1s", "1s;", "1d"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("invalid duration");
  }
}
