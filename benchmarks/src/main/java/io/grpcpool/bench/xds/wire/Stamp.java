package io.grpcpool.bench.xds.wire;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Stateless. The time of a change, of the monotonic clock that all processes of a machine share,
 * written into the changed resource, so that whoever gets it knows how long it was under way.
 */
public final class Stamp {

  private static final byte MARK = '@';
  private static final int DIGITS = 16;
  private static final int HEX = 16;

  /** It stands at the front of a resource. */
  private static final int FARTHEST = 256;

  private Stamp() {}

  /** The text of a time in nanoseconds. */
  public static String of(long nanos) {
    return (char) MARK + String.format("%016x", nanos);
  }

  /** The stamp in a part of a message, or 0. */
  static long find(ByteBuf message, int from, int to) {
    int end = Math.min(to, from + FARTHEST);
    int mark = message.indexOf(from, end, MARK);
    return mark < 0 || mark + 1 + DIGITS > to
        ? 0
        : Long.parseLong(
            message.getCharSequence(mark + 1, DIGITS, StandardCharsets.US_ASCII).toString(), HEX);
  }
}
