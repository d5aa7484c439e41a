package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "25ms, PT0.025S",
    "60s, PT1M",
    "1h30m, PT1H30M",
    "1.5s, PT1.5S",
    "0.5ms, PT0.0005S",
    "3us, PT0.000003S",
    "7ns, PT0.000000007S",
    "0.5ns, PT0S",
    "1h1m1s1ms, PT1H1M1.001S",
    "999999999h, PT999999999H"
  })
  void readsWhatGoWrites(String text, Duration expected) {
    assertThat(PolicyDuration.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "60",
        "-1s",
        "1 s",
        "1S",
        "1d",
        "s",
        "1.s",
        ".5s",
        "1h30",
        "PT1S",
        "9999999999s"
      })
  void readsNothingElse(String text) {
    assertThat(PolicyDuration.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "25ms", "1h30m", "719h", "24h", "1s500ms", "2us", "3ns"})
  void writesWhatItReads(String text) {
    assertThat(PolicyDuration.format(PolicyDuration.of(text))).isEqualTo(text);
  }

  @Test
  void throwsWhereAValidatedFieldIsNoDuration() {
    assertThatThrownBy(() -> PolicyDuration.of("soon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"soon\" is not a duration such as 250ms, 60s or 1h30m");
  }
}
