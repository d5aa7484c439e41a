package io.grpcpool.client.consul;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Thread-safe. An agent that takes every request and answers registrations as it is told; a query
 * by hash waits for its script.
 */
final class ScriptedAgent implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Integer> hashAnswers = new LinkedBlockingQueue<>();
  private volatile int registerStatus = 200;
  private volatile int heartbeatStatus = 200;
  private volatile String nodeChecks = "[]";

  /** One request as it came. */
  record Request(String line, String body, String token) {}

  ScriptedAgent() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A registration with this agent. */
  ConsulRegistrationBuilder web() {
    return ConsulRegistration.builder("web")
        .id("web-1")
        .agent(address())
        .address("10.0.0.7")
        .port(50051);
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void answersRegistrations(int status) {
    registerStatus = status;
  }

  void answersHeartbeats(int status) {
    heartbeatStatus = status;
  }

  /** The checks of the node that is asked for, as JSON. */
  void answersNodeChecks(String json) {
    nodeChecks = json;
  }

  /** Ends the query by hash that waits now, or the next. */
  void answersHashQuery(int status) {
    hashAnswers.add(status);
  }

  List<Request> requests(String lineContaining) {
    return requests.stream().filter(request -> request.line().contains(lineContaining)).toList();
  }

  List<String> lines() {
    return requests.stream().map(Request::line).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Consul-Token"));
    requests.add(new Request(line, body, token));
    try {
      int status = status(line);
      exchange.getResponseHeaders().add("X-Consul-ContentHash", "h1");
      String text = line.contains("/v1/health/node/") ? nodeChecks : "status " + status;
      byte[] answer = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    } catch (InterruptedException e) {
      exchange.close();
    }
  }

  private int status(String line) throws InterruptedException {
    if (line.contains("hash=")) {
      Integer scripted = hashAnswers.poll(60, TimeUnit.SECONDS);
      return scripted == null ? 503 : scripted;
    }
    if (line.contains("/service/register")) {
      return registerStatus;
    }
    return line.contains("/check/update/") ? heartbeatStatus : 200;
  }
}
