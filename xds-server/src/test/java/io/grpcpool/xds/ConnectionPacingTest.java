package io.grpcpool.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpcpool.xds.admission.TokenBucket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionPacingTest {

  private final EventLoopGroup workers =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  @AfterEach
  void end() {
    workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  @Test
  void takesInAFewConnectionsAtOnce() {
    EmbeddedChannel socket = socket(1, 2);

    socket.writeInbound("first", "second");

    assertThat(socket.inboundMessages()).containsExactly("first", "second");
    assertThat(socket.config().isAutoRead()).isTrue();
  }

  @Test
  void stopsAcceptingWhereMoreComeThanItsRate() {
    EmbeddedChannel socket = socket(1.0 / 3600, 2);

    socket.writeInbound("first", "second", "third");

    // The third was accepted before it could be known; those after it stay in the kernel's queue.
    assertThat(socket.inboundMessages()).containsExactly("first", "second", "third");
    assertThat(socket.config().isAutoRead()).isFalse();
  }

  @Test
  void acceptsNoMoreUntilTheThreadsOfTheConnectionsAreThroughWithTheirWork() throws Exception {
    CountDownLatch work = new CountDownLatch(1);
    workers.next().execute(() -> awaitUninterruptibly(work));
    EmbeddedChannel socket = socket(1_000, 1_000);

    socket.writeInbound("first", "second", "third", "fourth");
    socket.runScheduledPendingTasks();
    socket.runPendingTasks();
    assertThat(socket.config().isAutoRead()).isFalse();
    work.countDown();

    Awaitility.await()
        .untilAsserted(
            () -> {
              socket.runPendingTasks();
              assertThat(socket.config().isAutoRead()).isTrue();
            });
  }

  private EmbeddedChannel socket(double perSecond, double atOnce) {
    return new EmbeddedChannel(
        new ConnectionPacing(new TokenBucket(perSecond, atOnce, System.nanoTime()), workers));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
