package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confined to the test thread, which is the clock. Times are seconds. */
class AgeOutTest {

  private static final Duration MAX_AGE = Duration.ofSeconds(100);

  private final AgeOut ageOut = new AgeOut();
  private final Connection early = openedAt(0, 1.1);
  private final Connection late = openedAt(5, 0.9);
  private final List<Connection> open = List.of(early, late);

  @Test
  void replacesEachAtItsOwnShareOfTheAge() {
    look(94);
    assertThat(ageOut.due()).isNull();

    look(95);
    assertThat(ageOut.due()).isSameAs(late);
  }

  @Test
  void keepsToTheOneThatIsDueUntilItIsGone() {
    look(95);
    look(200);
    assertThat(ageOut.due()).isSameAs(late);

    ageOut.gone(late);
    ageOut.look(List.of(early), MAX_AGE, seconds(200));

    assertThat(ageOut.due()).isSameAs(early);
  }

  @Test
  void beginsWithTheOneThatIsDueForLongest() {
    look(300);

    assertThat(ageOut.due()).isSameAs(late);
  }

  @Test
  void replacesNothingOnceTheAgeIsRaised() {
    look(95);

    ageOut.look(open, Duration.ofSeconds(200), seconds(96));

    assertThat(ageOut.due()).isNull();
  }

  @Test
  void looksAgainWhenTheNextIsDueAndNotWhileOneIsBeingReplaced() {
    assertThat(ageOut.nanosUntilDue(open, MAX_AGE, seconds(50))).isEqualTo(seconds(45));

    look(95);

    assertThat(ageOut.nanosUntilDue(open, MAX_AGE, seconds(95))).isEqualTo(Long.MAX_VALUE);
  }

  private void look(long second) {
    ageOut.look(open, MAX_AGE, seconds(second));
  }

  private static Connection openedAt(long second, double ageShare) {
    Connection connection = TestConnections.connection(() -> 0, ageShare);
    connection.opened(seconds(second));
    return connection;
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
