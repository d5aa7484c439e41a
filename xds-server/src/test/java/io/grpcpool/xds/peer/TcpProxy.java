package io.grpcpool.xds.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. A port of loopback that leads to others in turn, as a Service does, and that can
 * stop forwarding, as a network does: connections stay open and nothing comes through.
 */
public final class TcpProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> targets = new CopyOnWriteArrayList<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger turn = new AtomicInteger();
  private final Object gate = new Object();
  private boolean forwarding = true;

  /** Listens at once; {@code targets} are ports of loopback. */
  public TcpProxy(Integer... targets) throws IOException {
    this.targets.addAll(List.of(targets));
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Where connections made from now on may lead. */
  public void leadTo(List<Integer> ports) {
    targets.addAll(ports);
    targets.retainAll(ports);
  }

  /** Ends the connections that there are, without a word, as those of a process that is killed. */
  public void breakConnections() {
    Set.copyOf(sockets).forEach(this::end);
  }

  /** Lets nothing through from now on; who connects is taken in all the same. */
  public void stopForwarding() {
    setForwarding(false);
  }

  /** Lets through what waits, and all that follows. */
  public void forwardAgain() {
    setForwarding(true);
  }

  private void setForwarding(boolean on) {
    synchronized (gate) {
      forwarding = on;
      gate.notifyAll();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        threads.execute(() -> connect(client));
      }
    } catch (IOException closed) {
      threads.shutdown();
    }
  }

  private void connect(Socket client) {
    List<Integer> choice = List.copyOf(targets);
    if (choice.isEmpty()) {
      end(client);
      return;
    }
    try {
      int port = choice.get(Math.floorMod(turn.getAndIncrement(), choice.size()));
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(server);
      threads.execute(() -> pump(server, client));
      pump(client, server);
    } catch (IOException refused) {
      end(client);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitForwarding();
        out.write(buffer, 0, read);
      }
    } catch (IOException | InterruptedException over) {
      // Both ends are closed below, which is what the other side sees of it.
    }
    end(from);
    end(to);
  }

  private void awaitForwarding() throws InterruptedException {
    synchronized (gate) {
      while (!forwarding) {
        gate.wait();
      }
    }
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    setForwarding(true);
    breakConnections();
    threads.shutdownNow();
  }
}
