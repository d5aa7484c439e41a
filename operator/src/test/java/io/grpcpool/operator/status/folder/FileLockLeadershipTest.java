package io.grpcpool.operator.status.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One leader per state folder. */
@Timeout(120)
class FileLockLeadershipTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void theFirstToComeLeads() {
    try (FileLockLeadership first = new FileLockLeadership(folder, scheduler)) {
      first.start(() -> {});

      await().atMost(SOON).until(first::isLeader);
    }
  }

  @Test
  void theSecondLeadsWhenTheFirstHasGone() {
    FileLockLeadership first = new FileLockLeadership(folder, scheduler);
    first.start(() -> {});
    await().atMost(SOON).until(first::isLeader);
    try (FileLockLeadership second = new FileLockLeadership(folder, scheduler)) {
      second.start(() -> {});
      assertThat(second.isLeader()).isFalse();

      first.close();

      await().atMost(SOON).until(second::isLeader);
    }
  }
}
