package io.grpcpool.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Thread-safe: stateless. Ports of loopback for servers that start later, below the range that
 * systems give to connections, so that none of those takes one meanwhile.
 */
public final class LowPort {

  private static final int FIRST = 15_100;
  private static final int END = 32_000;

  private LowPort() {}

  /** One that is free now. */
  public static int find() {
    SplittableRandom random = new SplittableRandom();
    OptionalInt free =
        IntStream.generate(() -> random.nextInt(FIRST, END)).filter(LowPort::isFree).findFirst();
    return free.orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
