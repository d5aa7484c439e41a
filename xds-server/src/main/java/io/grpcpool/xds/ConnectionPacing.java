package io.grpcpool.xds;

import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpcpool.xds.admission.TokenBucket;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the event loop of its listening socket. Takes in connections a few at a time, at a
 * bounded rate, and not before the threads that do their TLS handshakes are through with what they
 * had; the others wait in the kernel's queue. So thousands that come at once do not get before the
 * pushes to those who are there. A connection that says nothing holds up nobody.
 */
final class ConnectionPacing extends ChannelInboundHandlerAdapter {

  private static final int AT_A_TIME = 4;

  private final TokenBucket bucket;
  private final EventLoopGroup workers;
  private int taken;

  ConnectionPacing(TokenBucket bucket, EventLoopGroup workers) {
    this.bucket = bucket;
    this.workers = workers;
  }

  /** Gets each connection that was accepted. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object connection) {
    long now = System.nanoTime();
    boolean early = !bucket.tryTake(now);
    context.fireChannelRead(connection);
    taken++;
    if (early || taken >= AT_A_TIME) {
      taken = 0;
      context.channel().config().setAutoRead(false);
      long wait = early ? bucket.nanosUntilNext(now) : 0;
      context
          .executor()
          .schedule(() -> resumeAfter(workers.iterator(), context), wait, TimeUnit.NANOSECONDS);
    }
  }

  /** A task runs on an event loop when the sockets that were ready before it have been served. */
  private void resumeAfter(Iterator<EventExecutor> busy, ChannelHandlerContext context) {
    if (busy.hasNext()) {
      busy.next().execute(() -> context.executor().execute(() -> resumeAfter(busy, context)));
    } else {
      context.channel().config().setAutoRead(true);
    }
  }
}
