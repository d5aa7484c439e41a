package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.CircuitState.CLOSED;
import static io.grpcpool.client.pool.CircuitState.HALF_OPEN;
import static io.grpcpool.client.pool.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Confined to the test thread. Opens at half of two calls, for 100 ns, and asks for two probes. */
class CircuitBreakerTest {

  private static final CircuitConfig CONFIG =
      new CircuitConfig(50, 2, Duration.ofNanos(1_000), Duration.ofNanos(100), 2);

  private final CircuitBreaker circuit = new CircuitBreaker(CONFIG, 0);

  private void open(long now) {
    circuit.ended(circuit.phase(), true, now);
    assertThat(circuit.ended(circuit.phase(), true, now)).isEqualTo(OPEN);
  }

  /** A circuit that was opened at 0 and has given out its first probe at 100. */
  private CircuitBreaker.Phase probing() {
    open(0);
    assertThat(circuit.admits(100)).isTrue();
    return circuit.phase();
  }

  @Test
  void isClosedAtFirstAndAdmitsEveryCall() {
    assertThat(circuit.state()).isEqualTo(CLOSED);
    assertThat(circuit.isClosed()).isTrue();
    assertThat(circuit.admits(0)).isTrue();
  }

  @Test
  void opensWhenTooManyCallsFail() {
    assertThat(circuit.ended(circuit.phase(), true, 0)).isNull();
    assertThat(circuit.ended(circuit.phase(), true, 0)).isEqualTo(OPEN);

    assertThat(circuit.state()).isEqualTo(OPEN);
    assertThat(circuit.admits(0)).isFalse();
    assertThat(circuit.admits(99)).isFalse();
  }

  @Test
  void admitsAsManyProbesAsItAsksForWhenItsTimeIsOver() {
    open(0);

    long admitted = IntStream.range(0, 10).filter(i -> circuit.admits(100)).count();

    assertThat(admitted).isEqualTo(2);
    assertThat(circuit.state()).isEqualTo(HALF_OPEN);
  }

  @Test
  void closesWhenAllProbesSucceed() {
    CircuitBreaker.Phase probe = probing();

    assertThat(circuit.ended(probe, false, 110)).isNull();
    assertThat(circuit.ended(probe, false, 120)).isEqualTo(CLOSED);

    assertThat(circuit.admits(120)).isTrue();
  }

  @Test
  void opensAgainForAsLongWhenAProbeFails() {
    CircuitBreaker.Phase probe = probing();

    assertThat(circuit.ended(probe, true, 150)).isEqualTo(OPEN);

    assertThat(circuit.admits(249)).isFalse();
    assertThat(circuit.admits(250)).isTrue();
  }

  @Test
  void doesNotCountCallsThatBeganBeforeItOpened() {
    CircuitBreaker.Phase before = circuit.phase();
    probing();

    assertThat(circuit.ended(before, true, 110)).isNull();
    assertThat(circuit.ended(before, false, 110)).isNull();

    assertThat(circuit.state()).isEqualTo(HALF_OPEN);
  }

  @Test
  void hasForgottenTheFailuresWhenItCloses() {
    CircuitBreaker.Phase probe = probing();
    circuit.ended(probe, false, 110);
    circuit.ended(probe, false, 110);

    assertThat(circuit.ended(circuit.phase(), true, 110)).isNull();
  }

  /**
   * A probe may be refused by another limit before it is a call, or be a stream that never ends.
   */
  @Test
  void givesOutProbesAnewWhereThoseBeforeSaidNothing() {
    probing();
    assertThat(circuit.admits(101)).isTrue();

    assertThat(circuit.admits(199)).isFalse();
    assertThat(circuit.admits(200)).isTrue();
  }

  @Test
  void tellsOnceThatItOpened() {
    CircuitBreaker.Phase closed = circuit.phase();
    open(0);

    assertThat(circuit.ended(closed, true, 0)).isNull();
  }

  @Test
  void knowsTheTimeAcrossTheOverflowOfTheClock() {
    long end = Long.MAX_VALUE - 50;
    open(end);

    assertThat(circuit.admits(end + 99)).isFalse();
    assertThat(circuit.admits(end + 100)).isTrue();
  }
}
