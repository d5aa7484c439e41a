package io.grpcpool.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Thread-safe. A moment that has yet to come; the first one told stays. */
final class FirstReply {

  private final CompletableFuture<Long> moment = new CompletableFuture<>();

  void at(long nanos) {
    moment.complete(nanos);
  }

  /**
   * Waits for the moment.
   *
   * @return its nanosecond time
   * @throws IllegalStateException if it has not come within {@code limit}
   */
  long nanos(Duration limit) throws InterruptedException {
    try {
      return moment.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("no reply of the awaited version within " + limit, e);
    }
  }
}
