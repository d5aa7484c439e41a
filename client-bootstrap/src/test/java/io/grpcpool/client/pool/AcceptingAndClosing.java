package io.grpcpool.client.pool;

import io.grpc.EquivalentAddressGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. A server that accepts every connection and closes it at once. */
final class AcceptingAndClosing implements AutoCloseable {

  private final AtomicInteger accepted = new AtomicInteger();
  private final ServerSocket listening;

  AcceptingAndClosing() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "accepting-and-closing");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int accepted() {
    return accepted.get();
  }

  EquivalentAddressGroup endpoint() {
    return new EquivalentAddressGroup(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        listening.accept().close();
        accepted.incrementAndGet();
      }
    } catch (IOException e) {
      // closed by the test
    }
  }
}
