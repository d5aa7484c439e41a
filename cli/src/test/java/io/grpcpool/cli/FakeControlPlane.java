package io.grpcpool.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Thread-safe: the server's own. A control plane that answers each path with one text. */
final class FakeControlPlane implements AutoCloseable {
  private final HttpServer server;
  private final List<String> queries = new CopyOnWriteArrayList<>();

  FakeControlPlane() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeControlPlane answers(String path, int status, String body) {
    server.createContext(path, exchange -> send(exchange, status, body));
    return this;
  }

  /** What was asked for by GET, with queries, in order. */
  List<String> asked() {
    return queries;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void send(HttpExchange exchange, int status, String body) throws IOException {
    queries.add(exchange.getRequestURI().toString());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
