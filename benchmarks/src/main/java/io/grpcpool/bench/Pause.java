package io.grpcpool.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Thread-safe. The spans in which a benchmark only lets the load run. */
record Pause(ScheduledExecutorService timer) {

  /** From the start of the channel to its first reply, at most. */
  static final Duration START = Duration.ofSeconds(30);

  /** For the just-in-time compiler, before anything is measured. */
  static final Duration WARM_UP = Duration.ofSeconds(10);

  /** Between two repetitions: a quiet key, so that each edit is a first change. */
  static final Duration BETWEEN = Duration.ofMillis(700);

  /** Without a call for so long, a server at tens of calls per second is out of rotation. */
  static final Duration QUIET = Duration.ofMillis(1_000);

  /** Lets the load run for a while. */
  void of(Duration span) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    timer.schedule(over::countDown, span.toMillis(), TimeUnit.MILLISECONDS);
    over.await();
  }
}
