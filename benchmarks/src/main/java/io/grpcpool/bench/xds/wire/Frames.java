package io.grpcpool.bench.xds.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufUtil;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Immutable. The few HTTP/2 frames that a gRPC client sends (RFC 9113, sections 3.4, 4.1, 6). */
final class Frames {

  static final int HEADER = 9;
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int END_STREAM = 0x1;
  static final int ACK = 0x1;

  /** What grpc-java clients offer for a stream and for a connection. */
  static final int WINDOW = 1024 * 1024;

  private static final int WINDOW_UPDATE = 8;
  private static final int END_HEADERS = 0x4;
  private static final int CANCEL = 8;
  private static final int DEFAULT_WINDOW = 65_535;
  private static final int SETTINGS_INITIAL_WINDOW_SIZE = 4;
  private static final int GRPC_PREFIX = 5;

  private Frames() {}

  /** The connection preface, with windows of {@link #WINDOW}. */
  static ByteBuf preface() {
    ByteBuf out = Unpooled.buffer(64);
    out.writeCharSequence("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", StandardCharsets.US_ASCII);
    header(out, 6, SETTINGS, 0, 0).writeShort(SETTINGS_INITIAL_WINDOW_SIZE).writeInt(WINDOW);
    return windowUpdate(out, 0, WINDOW - DEFAULT_WINDOW);
  }

  /** The start of a call; HPACK without a dynamic table (RFC 7541, section 6.2.2). */
  static ByteBuf request(int stream, String path, boolean tls) {
    ByteBuf block = Unpooled.buffer(128);
    block.writeByte(0x83).writeByte(tls ? 0x87 : 0x86);
    text(block.writeByte(0x04), path);
    text(block.writeByte(0x01), "localhost");
    text(text(block.writeByte(0x00), "content-type"), "application/grpc");
    text(text(block.writeByte(0x00), "te"), "trailers");
    ByteBuf out = Unpooled.buffer(HEADER + block.readableBytes());
    return header(out, block.readableBytes(), HEADERS, END_HEADERS, stream).writeBytes(block);
  }

  private static ByteBuf text(ByteBuf out, String value) {
    out.writeByte(value.length()).writeCharSequence(value, StandardCharsets.US_ASCII);
    return out;
  }

  static ByteBuf message(ByteBufAllocator buffers, int stream, byte[] message) {
    int length = GRPC_PREFIX + message.length;
    ByteBuf out = header(buffers.buffer(HEADER + length), length, DATA, 0, stream);
    return out.writeByte(0).writeInt(message.length).writeBytes(message);
  }

  static ByteBuf cancel(int stream) {
    return header(Unpooled.buffer(HEADER + 4), 4, RST_STREAM, 0, stream).writeInt(CANCEL);
  }

  static ByteBuf settingsAck() {
    return header(Unpooled.buffer(HEADER), 0, SETTINGS, ACK, 0);
  }

  static ByteBuf pingAck(ByteBuf payload) {
    return header(Unpooled.buffer(HEADER + 8), 8, PING, ACK, 0)
        .writeBytes(ByteBufUtil.getBytes(payload));
  }

  static ByteBuf windowUpdate(ByteBuf out, int stream, int bytes) {
    return header(out, 4, WINDOW_UPDATE, 0, stream).writeInt(bytes);
  }

  private static ByteBuf header(ByteBuf out, int length, int type, int flags, int stream) {
    return out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
  }
}
