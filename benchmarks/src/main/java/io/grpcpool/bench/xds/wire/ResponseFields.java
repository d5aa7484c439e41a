package io.grpcpool.bench.xds.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Immutable. What a raw client wants of a {@code DiscoveryResponse}, read without building it.
 *
 * @param version the field {@code version_info} with its tag and length; empty if there is none
 * @param nonce the field {@code nonce} with its tag and length, which are those of a request's
 *     {@code response_nonce}
 * @param stamp the latest {@linkplain Stamp stamp} of its resources; 0 where none has one
 * @param resources how many resources it has
 */
public record ResponseFields(byte[] version, byte[] nonce, long stamp, int resources) {

  private static final int VERSION_INFO = 1;
  private static final int RESOURCES = 2;
  private static final int NONCE = 5;
  private static final int LENGTH_DELIMITED = 2;

  /** Reads a response. */
  public static ResponseFields of(ByteBuf message) {
    byte[] version = {};
    byte[] nonce = {};
    long stamp = 0;
    int resources = 0;
    while (message.isReadable()) {
      int start = message.readerIndex();
      int tag = (int) varint(message);
      long value = varint(message);
      if ((tag & 7) != LENGTH_DELIMITED) {
        continue;
      }
      int from = message.readerIndex();
      message.skipBytes((int) value);
      switch (tag >> 3) {
        case VERSION_INFO -> version = copy(message, start);
        case NONCE -> nonce = copy(message, start);
        case RESOURCES -> {
          resources++;
          stamp = Math.max(stamp, Stamp.find(message, from, message.readerIndex()));
        }
        default -> {}
      }
    }
    return new ResponseFields(version, nonce, stamp, resources);
  }

  private static byte[] copy(ByteBuf message, int start) {
    byte[] field = new byte[message.readerIndex() - start];
    message.getBytes(start, field);
    return field;
  }

  private static long varint(ByteBuf in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a varint of more than 10 bytes");
  }

  /** The version as text; empty where the server names none. */
  public String versionText() {
    // Tag and length are a byte each: versions have fewer than 128 characters.
    return version.length < 2
        ? ""
        : new String(version, 2, version.length - 2, StandardCharsets.US_ASCII);
  }
}
