package io.grpcpool.client.pool;

import io.grpc.EquivalentAddressGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. A server that accepts every connection, reads, and never answers. */
final class Mute implements AutoCloseable {

  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final ExecutorService readers = Executors.newCachedThreadPool();
  private final ServerSocket listening;

  Mute() {
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    readers.execute(this::accept);
  }

  int accepted() {
    return accepted.get();
  }

  int closedByClient() {
    return closed.get();
  }

  /** As {@code IP:PORT}. */
  String address() {
    return "127.0.0.1:" + listening.getLocalPort();
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
    readers.shutdownNow();
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Socket socket = listening.accept();
        accepted.incrementAndGet();
        readers.execute(() -> readToTheEnd(socket));
      }
    } catch (IOException e) {
      // closed by the test
    }
  }

  private void readToTheEnd(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // reset by the client: closed all the same
    }
    closed.incrementAndGet();
  }
}
