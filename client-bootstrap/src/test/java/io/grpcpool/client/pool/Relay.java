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
import java.util.concurrent.CountDownLatch;
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
  private final CountDownLatch mayAnswer;

  private Relay(int listeningPort, int port, CountDownLatch mayAnswer) throws IOException {
    this.port = port;
    this.mayAnswer = mayAnswer;
    this.listening = new ServerSocket(listeningPort, 50, InetAddress.getLoopbackAddress());
    pumps.execute(this::accept);
  }

  static Relay to(TestBackend backend) {
    return to(backend.port());
  }

  static Relay to(int port) {
    return of(0, port, new CountDownLatch(0));
  }

  /** In place of one that was killed. */
  static Relay restarted(Relay killed) {
    return of(killed.port(), killed.port, new CountDownLatch(0));
  }

  /** Passes on nothing that the server says, its SETTINGS included, until {@link #answer}. */
  static Relay holdingAnswersOf(TestBackend backend) {
    return of(0, backend.port(), new CountDownLatch(1));
  }

  private static Relay of(int listeningPort, int port, CountDownLatch mayAnswer) {
    try {
      return new Relay(listeningPort, port, mayAnswer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EquivalentAddressGroup endpoint() {
    return new EquivalentAddressGroup(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
  }

  void answer() {
    mayAnswer.countDown();
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
          pumps.execute(() -> pumpAnswers(server, client));
        }
      }
    } catch (IOException e) {
      // killed: what was accepted is closed there
    }
  }

  private void pumpAnswers(Socket server, Socket client) {
    try {
      mayAnswer.await();
      pump(server, client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed by the test
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
