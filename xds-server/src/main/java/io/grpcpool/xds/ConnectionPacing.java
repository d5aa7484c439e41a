package io.grpcpool.xds;

import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpcpool.xds.admission.TokenBucket;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the event loop of its listening socket. Takes in connections at a bounded rate; the
 * others wait in the kernel's queue. When thousands come at once, the threads that do their TLS
 * handshakes have time for those who are there.
 */
final class ConnectionPacing extends ChannelInboundHandlerAdapter {

  private final TokenBucket bucket;

  ConnectionPacing(TokenBucket bucket) {
    this.bucket = bucket;
  }

  /** Gets each connection that was accepted. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object connection) {
    long now = System.nanoTime();
    if (!bucket.tryTake(now)) {
      context.channel().config().setAutoRead(false);
      context
          .executor()
          .schedule(
              () -> context.channel().config().setAutoRead(true),
              bucket.nanosUntilNext(now),
              TimeUnit.NANOSECONDS);
    }
    context.fireChannelRead(connection);
  }
}
