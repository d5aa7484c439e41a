package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a change to its publication: at once where the policy was quiet or something is lost. */
class DebounceTest {

  private final WorldFixture fixture = new WorldFixture().listed();

  @BeforeEach
  void serveAndBeQuiet() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.runDue();
    fixture.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    fixture.thread.advance(Duration.ofSeconds(5));
    fixture.updates.clear();
  }

  @Test
  void publishesTheFirstEditOfAQuietPolicyAtOnce() {
    edit(2, 90, 20);

    assertThat(fixture.updates).hasSize(1);
  }

  @Test
  void publishesTheFirstGainOfAQuietPolicyAtOnce() {
    answer("1@10.0.0.1", "2@10.0.0.2", "1@10.0.0.3");

    assertThat(fixture.updates).hasSize(1);
  }

  @Test
  void gathersFurtherEditsForAHundredMilliseconds() {
    edit(2, 90, 20);
    edit(3, 90, 30);

    fixture.thread.advance(Duration.ofMillis(99));
    assertThat(fixture.updates).hasSize(1);
    fixture.thread.advance(Duration.ofMillis(1));

    assertThat(fixture.updates).hasSize(2);
    assertThat(fixture.served("shop").generation()).isEqualTo(3);
  }

  @Test
  void gathersFurtherGainsForFiftyMilliseconds() {
    answer("1@10.0.0.1", "2@10.0.0.2", "1@10.0.0.3");
    answer("1@10.0.0.1", "2@10.0.0.2", "1@10.0.0.3", "1@10.0.0.4");

    fixture.thread.advance(Duration.ofMillis(49));
    assertThat(fixture.updates).hasSize(1);
    fixture.thread.advance(Duration.ofMillis(1));

    assertThat(fixture.updates).hasSize(2);
  }

  @Test
  void publishesALostEndpointAtOnceThoughThePolicyIsNotQuiet() {
    answer("1@10.0.0.1", "2@10.0.0.2", "1@10.0.0.3");

    answer("1@10.0.0.1", "2@10.0.0.2");

    assertThat(fixture.updates).hasSize(2);
  }

  @Test
  void publishesAWeightThatFallsAtOnceThoughThePolicyIsNotQuiet() {
    edit(2, 90, 20);

    edit(3, 100, 0);

    assertThat(fixture.updates).hasSize(2);
    assertThat(fixture.shares("shop")).containsExactly(10_000, 0);
  }

  @Test
  void publishesEachSecondAtLeastUnderContinuousChange() {
    answer("1@10.0.0.1", "2@10.0.0.2", "1@10.0.1.0");
    fixture.updates.clear();

    IntStream.rangeClosed(1, 30).forEach(this::gainAndWaitFortyMilliseconds);

    assertThat(fixture.updates).hasSize(1);
  }

  private void gainAndWaitFortyMilliseconds(int change) {
    String[] endpoints =
        IntStream.rangeClosed(-2, change)
            .mapToObj(i -> i == -2 ? "1@10.0.0.1" : i == -1 ? "2@10.0.0.2" : "1@10.0.1." + i)
            .toArray(String[]::new);
    answer(endpoints);
    fixture.thread.advance(Duration.ofMillis(40));
  }

  private void edit(long generation, int stable, int canary) {
    fixture.world.observed(Documents.weighted("shop", generation, stable, canary));
    fixture.thread.runDue();
  }

  private void answer(String... endpoints) {
    fixture.source.answer("shop", endpoints);
    fixture.thread.runDue();
  }
}
