package io.grpcpool.client.pool;

import io.grpc.EquivalentAddressGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Thread-safe. A TCP relay before a server, which can break its connections as the death of a
 * process does: by reset.
 */
final class Relay implements AutoCloseable {

  private final int port;
  private final ServerSocket listening;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final ExecutorService pumps = Executors.newCachedThreadPool();

  private Relay(int port) throws IOException {
    this.port = port;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    pumps.execute(this::accept);
  }

  static Relay to(TestBackend backend) {
    return to(backend.port());
  }

  static Relay to(int port) {
    try {
      return new Relay(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EquivalentAddressGroup endpoint() {
    return new EquivalentAddressGroup(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
  }

  /** Where it listens. */
  int port() {
    return listening.getLocalPort();
  }

  /** Breaks the connections that there are; new ones may come. */
  void cut() {
    sockets.forEach(Relay::reset);
    sockets.clear();
  }

  /** Takes no further connection; those that are open go on. */
  void refuse() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill() {
    refuse();
    sockets.forEach(Relay::reset);
  }

  @Override
  public void close() {
    kill();
    pumps.shutdownNow();
  }

  private void accept() {
    try {
      while (!listening.isClosed()) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        if (listening.isClosed()) {
          kill();
        } else {
          pumps.execute(() -> pump(client, server));
          pumps.execute(() -> pump(server, client));
        }
      }
    } catch (IOException e) {
      // killed: what was accepted is closed there
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // it is closed already
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one side is gone, so both are
    }
  }
}
