package io.grpcpool.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ObservationsTest {
  private static final Call FIRST = new Call(10, 5, "1.4.0", "old-1", "OK");
  private static final Call SECOND = new Call(20, 7, "1.5.0", "new-1", "OK");
  private static final Call FAILED = new Call(30, 9, "", "", "UNAVAILABLE");

  private final Observations observations = new Observations();

  @Test
  void ordersCallsByTheirStartWhateverTheOrderOfTheirEnd() {
    observations.add(new LoadReport(List.of(SECOND, FIRST), 25, List.of()));

    assertThat(observations.all().calls()).containsExactly(FIRST, SECOND);
  }

  @Test
  void countsTheCallsThatWereStartedWithinASpan() {
    observations.add(new LoadReport(List.of(FIRST, SECOND, FAILED), 40, List.of()));

    Window window = observations.between(20, 31);

    assertThat(window.calls()).containsExactly(SECOND, FAILED);
    assertThat(window.answeredBy("1.5.0")).isEqualTo(1);
    assertThat(window.failures()).containsEntry("UNAVAILABLE", 1L);
  }

  @Test
  void wakesWhoeverWaitsForAReport() {
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> await(Duration.ofSeconds(10)));

    observations.add(new LoadReport(List.of(), 100, List.of()));

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
  }

  @Test
  void givesUpAfterItsTime() {
    assertThat(await(Duration.ofMillis(50))).isFalse();
  }

  @Test
  void givesUpWhenTheClientHasGone() {
    observations.end();

    assertThat(await(Duration.ofSeconds(10))).isFalse();
  }

  @Test
  void survivesTheWayFromTheClientAsALineOfJson() {
    LoadReport report =
        new LoadReport(
            List.of(FIRST, FAILED), 40, List.of(new EndpointConnections("c", "127.0.0.1:1", 4)));

    assertThat(LoadReportJson.read(LoadReportJson.write(report))).contains(report);
    assertThat(LoadReportJson.read("Nov 21, 2026 a line of a log")).isEmpty();
  }

  private boolean await(Duration patience) {
    try {
      return observations.await(seen -> seen.completeUntilMicros() >= 100, patience);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
