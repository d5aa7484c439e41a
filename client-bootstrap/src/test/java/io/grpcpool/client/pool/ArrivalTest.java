package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Confined to the test thread, which is the clock. */
class ArrivalTest {

  private static final Beginning WARM = new Beginning(true, Duration.ofNanos(200));

  @Test
  void givesAllTheirFullShareWhenThePoolBegins() {
    Arrival atTheStart = new Arrival(false);

    atTheStart.opened(1, 1, 0);

    assertThat(atTheStart.share(WARM, 0)).isEqualTo(SlowStart.FULL);
  }

  @Test
  void climbsFromTheFirstConnectionOfOneThatJoins() {
    Arrival joining = new Arrival(true);

    joining.opened(1, 2, 1_000);
    joining.opened(2, 2, 1_100);

    assertThat(joining.share(WARM, 1_100)).isEqualTo(10);
    assertThat(joining.share(WARM, 1_200)).isEqualTo(SlowStart.FULL);
  }

  @Test
  void climbsAgainAfterItCouldNotBeReached() {
    Arrival returning = new Arrival(false);
    returning.opened(1, 1, 0);

    returning.failed(true);
    returning.opened(1, 1, 1_000);

    assertThat(returning.share(WARM, 1_050)).isEqualTo(5);
  }

  @Test
  void keepsItsShareWhenAConnectionIsLostAndDialledAgainAtOnce() {
    Arrival lasting = new Arrival(true);
    lasting.opened(1, 1, 0);

    lasting.opened(1, 1, 1_000);

    assertThat(lasting.share(WARM, 1_000)).isEqualTo(SlowStart.FULL);
  }

  @Test
  void isWarmOnceItHasItsInitialConnections() {
    Arrival arriving = new Arrival(false);

    arriving.opened(1, 2, 0);
    assertThat(arriving.isWarm(WARM)).isFalse();
    assertThat(arriving.isWarm(Beginning.DEFAULTS)).isTrue();

    arriving.opened(2, 2, 0);
    assertThat(arriving.isWarm(WARM)).isTrue();
  }

  @Test
  void takesCallsWithWhatItHasOnceADialFails() {
    Arrival arriving = new Arrival(false);
    arriving.opened(1, 4, 0);

    arriving.failed(false);

    assertThat(arriving.isWarm(WARM)).isTrue();
  }
}
