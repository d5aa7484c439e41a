package io.grpcpool.client.pool;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Immutable. Waits for what sockets and other threads will make true, with patience for a busy
 * machine.
 */
public final class Eventually {

  private Eventually() {}

  public static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
