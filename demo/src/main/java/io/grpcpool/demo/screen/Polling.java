package io.grpcpool.demo.screen;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Thread-safe: each call has a thread of its own. Asks until the answer is yes. */
public final class Polling {
  private static final long EVERY_MILLIS = 100;

  private Polling() {}

  /**
   * Asks every 100 ms.
   *
   * @return whether the answer was yes within {@code patience}
   */
  public static boolean until(Screen.Work<Boolean> condition, Duration patience)
      throws InterruptedException {
    ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor();
    CompletableFuture<Boolean> yes = new CompletableFuture<>();
    try {
      poller.scheduleWithFixedDelay(
          () -> ask(condition, yes), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return yes.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      poller.shutdownNow();
    }
  }

  private static void ask(Screen.Work<Boolean> condition, CompletableFuture<Boolean> yes) {
    try {
      if (condition.run()) {
        yes.complete(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      yes.completeExceptionally(e);
    }
  }
}
