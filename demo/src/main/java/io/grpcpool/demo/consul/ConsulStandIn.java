package io.grpcpool.demo.consul;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. A Consul agent for one machine, without Consul: registration, catalogue, blocking
 * queries, gRPC and TTL checks, maintenance and weights. It listens on loopback and keeps nothing.
 */
public final class ConsulStandIn implements AutoCloseable {
  private static final int MAX_POLLS = 512;

  static {
    // Header and body leave in two writes; with Nagle's algorithm each reply would take 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService requests;
  private final ScheduledExecutorService scheduler;
  private final CheckRunner checks;
  private final ConsulApi api;

  private ConsulStandIn(HttpServer server) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "consul-stand-in-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    this.server = server;
    this.requests =
        new ThreadPoolExecutor(
            0, MAX_POLLS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    this.scheduler = Executors.newScheduledThreadPool(1, threads);
    Agent agent = new Agent();
    this.checks = new CheckRunner(agent, scheduler);
    this.api = new ConsulApi(agent, checks, new ConsulJson("stand-in", "127.0.0.1"));
  }

  /**
   * Starts an agent on loopback.
   *
   * @param port the port to listen on; 0: any free one
   * @throws UncheckedIOException if the port cannot be bound
   */
  public static ConsulStandIn start(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
      ConsulStandIn standIn = new ConsulStandIn(server);
      server.setExecutor(standIn.requests);
      server.createContext("/", standIn::handle);
      server.start();
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  /** Where it listens, {@code 127.0.0.1:PORT}. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Ends every blocking query and every check. */
  @Override
  public void close() {
    checks.close();
    server.stop(0);
    requests.shutdownNow();
    scheduler.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, reply(exchange));
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      return api.answer(Query.of(exchange));
    } catch (BadRequestException e) {
      return Reply.error(e.status(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(503, "shutting down");
    } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
      // Gson's words for a member of another type than it is read as.
      return Reply.error(400, "Request decode failed: " + e.getMessage());
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
