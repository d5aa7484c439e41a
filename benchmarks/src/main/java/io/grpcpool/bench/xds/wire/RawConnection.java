package io.grpcpool.bench.xds.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.codec.ByteToMessageDecoder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Confined to its event loop. One HTTP/2 connection with at most one call at a time: no stub, no
 * header decoding, no object per message.
 */
public final class RawConnection extends ByteToMessageDecoder {

  private static final int GRPC_PREFIX = 5;

  private final String path;
  private final boolean tls;
  private final RawCall call;
  private final ByteBuf body = Unpooled.buffer(64);
  private @Nullable ChannelHandlerContext context;
  private int stream = -1;
  private boolean open;
  private int consumed;

  RawConnection(String path, boolean tls, RawCall call) {
    this.path = path;
    this.tls = tls;
    this.call = call;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    context = ctx;
    if (!tls) {
      ready(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      context = ctx;
      ready(ctx);
    }
  }

  private void ready(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Frames.preface());
    call.connected(this);
  }

  /** Begins a call; the one before must have ended. */
  public void begin() {
    stream += 2;
    open = true;
    body.clear();
    context().writeAndFlush(Frames.request(stream, path, tls));
  }

  /** Sends a message on the call, if it is open. */
  public void send(byte[] message) {
    if (open) {
      ChannelHandlerContext ctx = context();
      ctx.writeAndFlush(Frames.message(ctx.alloc(), stream, message));
    }
  }

  /** Cancels the call; what comes on it later is dropped. */
  public void cancel() {
    if (open) {
      open = false;
      context().writeAndFlush(Frames.cancel(stream));
    }
  }

  /** Stops or resumes reading from the socket. */
  public void reading(boolean reads) {
    context().channel().config().setAutoRead(reads);
  }

  /** Writes bytes that need not be HTTP/2. */
  public void sendRaw(byte[] bytes) {
    context().writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  /** Closes the connection without a farewell: with RST, so that no port stays in use. */
  public void abort() {
    if (context().channel().isOpen()) {
      context().channel().config().setOption(ChannelOption.SO_LINGER, 0);
      context().close();
    }
  }

  /** Runs something on this connection's thread after a delay. */
  public void later(long millis, Runnable action) {
    context().executor().schedule(action, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    while (in.readableBytes() >= Frames.HEADER) {
      int length = in.getUnsignedMedium(in.readerIndex());
      if (in.readableBytes() < Frames.HEADER + length) {
        return;
      }
      int type = in.getUnsignedByte(in.readerIndex() + 3);
      int flags = in.getUnsignedByte(in.readerIndex() + 4);
      int of = in.getInt(in.readerIndex() + 5);
      in.skipBytes(Frames.HEADER);
      frame(ctx, type, flags, of, in.readSlice(length));
    }
  }

  private void frame(ChannelHandlerContext ctx, int type, int flags, int of, ByteBuf payload) {
    boolean ours = of == stream && open;
    switch (type) {
      case Frames.DATA -> {
        credit(ctx, of, payload.readableBytes());
        if (ours) {
          data(payload);
        }
      }
      case Frames.SETTINGS -> {
        if ((flags & Frames.ACK) == 0) {
          ctx.writeAndFlush(Frames.settingsAck());
        }
      }
      case Frames.PING -> {
        if ((flags & Frames.ACK) == 0) {
          ctx.writeAndFlush(Frames.pingAck(payload));
        }
      }
      case Frames.GOAWAY -> ctx.close();
      default -> {}
    }
    boolean ends =
        type == Frames.RST_STREAM
            || (type == Frames.HEADERS || type == Frames.DATA) && (flags & Frames.END_STREAM) != 0;
    if (ours && ends) {
      open = false;
      call.ended(this);
    }
  }

  /** Gives the server as much again to send as was read, in pieces of a quarter of the window. */
  private void credit(ChannelHandlerContext ctx, int of, int bytes) {
    consumed += bytes;
    if (consumed >= Frames.WINDOW / 4) {
      ByteBuf updates = ctx.alloc().buffer(2 * (Frames.HEADER + 4));
      ctx.writeAndFlush(
          Frames.windowUpdate(Frames.windowUpdate(updates, 0, consumed), of, consumed));
      consumed = 0;
    }
  }

  private void data(ByteBuf payload) {
    boolean whole = !body.isReadable();
    ByteBuf from = whole ? payload : body.discardReadBytes().writeBytes(payload);
    while (from.readableBytes() >= GRPC_PREFIX) {
      int length = from.getInt(from.readerIndex() + 1);
      if (from.readableBytes() < GRPC_PREFIX + length) {
        break;
      }
      from.skipBytes(GRPC_PREFIX);
      call.message(from.readSlice(length), this);
    }
    if (whole && from.isReadable()) {
      body.clear().writeBytes(from);
    } else if (!whole && !body.isReadable()) {
      // A large message must not stay in memory for each of thousands of clients.
      body.clear().capacity(64);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    body.release();
    open = false;
    call.disconnected();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "not connected");
  }
}
