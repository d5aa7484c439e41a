package io.grpcpool.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.grpcpool.xds.admission.TokenBucket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionPacingTest {

  /** Two at once, then one an hour. */
  private final EmbeddedChannel socket =
      new EmbeddedChannel(new ConnectionPacing(new TokenBucket(1.0 / 3600, 2, System.nanoTime())));

  @Test
  void takesInAFewConnectionsAtOnce() {
    socket.writeInbound("first", "second");

    assertThat(socket.inboundMessages()).containsExactly("first", "second");
    assertThat(socket.config().isAutoRead()).isTrue();
  }

  @Test
  void stopsAcceptingWhereMoreCome() {
    socket.writeInbound("first", "second", "third");

    // The third was accepted before it could be known; those after it stay in the kernel's queue.
    assertThat(socket.inboundMessages()).containsExactly("first", "second", "third");
    assertThat(socket.config().isAutoRead()).isFalse();
  }

  @Test
  void acceptsAgainWhenItsTimeHasCome() {
    socket.freezeTime();
    socket.writeInbound("first", "second", "third");

    socket.advanceTimeBy(2, TimeUnit.HOURS);
    socket.runScheduledPendingTasks();

    assertThat(socket.config().isAutoRead()).isTrue();
  }
}
