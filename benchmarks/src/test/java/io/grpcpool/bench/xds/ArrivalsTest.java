package io.grpcpool.bench.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ArrivalsTest {

  private final Arrivals arrivals = new Arrivals();

  @Test
  void tellsTheTimeThatNinetyNineOfAHundredChangesDoNotExceed() {
    LongStream.rangeClosed(1, 200).forEach(millis -> arrivals.change(millis * 1_000_000));

    assertThat(arrivals.millisAt(0.99)).isEqualTo(198);
  }

  @Test
  void countsResponsesThatTellOfNoChangeApart() {
    arrivals.response();
    arrivals.change(1);

    assertThat(arrivals.responses()).isEqualTo(2);
    assertThat(arrivals.changes()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForChangesThatAreThere() throws Exception {
    arrivals.change(1);

    assertThat(arrivals.awaitChanges(1, 0)).isTrue();
  }

  @Test
  void givesUpOnChangesThatDoNotCome() throws Exception {
    assertThat(arrivals.awaitChanges(1, 10)).isFalse();
  }
}
