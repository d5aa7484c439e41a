package io.grpcpool.operator.discovery.consul;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. A Consul that says what it is told to: one answer for all reads without an index,
 * and one after the other for blocking queries, which wait until there is one.
 */
final class ScriptedConsul implements AutoCloseable {
  static final long SLOW_MILLIS = 3000;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> reads = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<Answer>> polls = new ConcurrentHashMap<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();

  /** One request as it came. */
  record Request(String path, String query, String token, boolean gzip) {
    boolean blocking() {
      return query.contains("index=");
    }
  }

  ScriptedConsul() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * The answer to all further reads of the service without an index.
   *
   * @param service its name, and {@code ?dc=NAME} behind it where one datacenter is meant
   */
  void reads(String service, Answer answer) {
    reads.put("/v1/health/service/" + service, answer);
  }

  /** The answer to all further reads of the names of services. */
  void names(Answer answer) {
    reads.put("/v1/catalog/services", answer);
  }

  /** The answer to the next blocking query for the service, now or to come. */
  void polls(String service, Answer answer) {
    queue("/v1/health/service/" + service).add(answer);
  }

  /** The answer to the next blocking query for the names of services. */
  void pollsNames(Answer answer) {
    queue("/v1/catalog/services").add(answer);
  }

  /** The answer to all further reads of all checks. */
  void checks(Answer answer) {
    reads.put("/v1/health/state/any", answer);
  }

  /** The answer to the next blocking query for all checks. */
  void pollsChecks(Answer answer) {
    queue("/v1/health/state/any").add(answer);
  }

  /** How many requests were under way together at most. */
  int mostAtOnce() {
    return mostOpen.get();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  long blockingQueries(String service) {
    return blocking("/v1/health/service/" + service);
  }

  /** How many blocking queries came for a path. */
  long blocking(String path) {
    return requests.stream()
        .filter(request -> request.path().equals(path))
        .filter(Request::blocking)
        .count();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private BlockingQueue<Answer> queue(String path) {
    return polls.computeIfAbsent(path, name -> new LinkedBlockingQueue<>());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    String token = exchange.getRequestHeaders().getFirst("X-Consul-Token");
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
    Request request = new Request(path, query, String.valueOf(token), gzip);
    requests.add(request);
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try {
      Answer answer =
          request.blocking()
              ? queue(path).poll(60, TimeUnit.SECONDS)
              : reads.getOrDefault(path + datacenter(query), Answer.read(7, "[]"));
      send(exchange, answer == null ? Answer.refused(503, "the script ended") : answer);
    } catch (InterruptedException e) {
      exchange.close();
    } finally {
      open.decrementAndGet();
    }
  }

  private static String datacenter(String query) {
    return query.startsWith("dc=") ? "?" + query.replaceAll("&.*", "") : "";
  }

  private static void send(HttpExchange exchange, Answer answer)
      throws IOException, InterruptedException {
    if (answer.ending() == Answer.Ending.RESET) {
      exchange.close();
      return;
    }
    if (answer.ending() == Answer.Ending.SLOW) {
      new CountDownLatch(1).await(SLOW_MILLIS, TimeUnit.MILLISECONDS);
    }
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    boolean cut = answer.ending() == Answer.Ending.TRUNCATED;
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body, 0, cut ? body.length / 2 : body.length);
      out.flush();
      if (cut) {
        exchange.close();
      }
    }
  }
}
