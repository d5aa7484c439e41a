package io.grpcpool.operator.discovery.consul;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Thread-safe: one HTTP client for all requests to one Consul, be it one agent or several servers.
 * No thread waits for an answer: long polls cost a socket each and nothing else.
 */
public final class ConsulHttp implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int EXCERPT = 200;
  private static final int MAX_REFUSAL_BYTES = 64 << 10;

  private final ConsulSettings settings;
  private final ScheduledExecutorService scheduler;
  private final ConsulServers servers;
  private final HttpClient client;
  private final Set<ConsulCall<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param scheduler runs time-outs and hands over replies
   * @throws IllegalArgumentException where the TLS settings name files that cannot be used
   */
  public ConsulHttp(ConsulSettings settings, ScheduledExecutorService scheduler) {
    this.settings = settings;
    this.scheduler = scheduler;
    this.servers = new ConsulServers(settings.addresses());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            // By HTTP/2 the JDK opens one connection only, and fails the 251st stream on it.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT);
    if (settings.addresses().anyTls()) {
      builder.sslContext(new TlsContext(settings.tls()).create());
    }
    this.client = builder.build();
  }

  /**
   * Sends a GET.
   *
   * @param done told how it ended, once, on the scheduler; never after the call was cancelled
   */
  <T> ConsulCall<T> get(ConsulQuery query, BodyParser<T> parser, Consumer<ConsulReply<T>> done) {
    URI server = servers.current();
    return send(server, request(server, query).GET().build(), query.timeout(), parser, done);
  }

  /** Sends a POST with a JSON body; otherwise as {@link #get}. */
  <T> ConsulCall<T> post(
      ConsulQuery query, String json, BodyParser<T> parser, Consumer<ConsulReply<T>> done) {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(json);
    URI server = servers.current();
    return send(server, request(server, query).POST(body).build(), query.timeout(), parser, done);
  }

  boolean hasToken() {
    return !settings.token().current().isEmpty();
  }

  /** Cancels whatever is under way; what is asked for later is never sent. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(ConsulCall::cancel);
  }

  private <T> ConsulCall<T> send(
      URI server,
      HttpRequest request,
      Duration timeout,
      BodyParser<T> parser,
      Consumer<ConsulReply<T>> done) {
    CompletableFuture<HttpResponse<Body<T>>> sent = client.sendAsync(request, handler(parser));
    ConsulCall<T> call =
        new ConsulCall<>(sent, reply -> done.accept(heard(server, reply)), scheduler, timeout);
    underWay.add(call);
    call.whenEnded(() -> underWay.remove(call));
    if (closed) {
      // It may have been missed by close(): a poll would outlive the source by its whole wait.
      call.cancel();
    }
    return call;
  }

  /** A time to wait that one server names does not hold for the next. */
  private <T> ConsulReply<T> heard(URI server, ConsulReply<T> reply) {
    return servers.heard(server, reply) && reply instanceof ConsulReply.Refusal<T> refusal
        ? new ConsulReply.Refusal<>(refusal.status(), refusal.excerpt(), Duration.ZERO)
        : reply;
  }

  private HttpRequest.Builder request(URI server, ConsulQuery query) {
    ConsulQuery scoped = scoped(query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + scoped.target()))
            .header("Accept-Encoding", "gzip");
    String token = settings.token().current();
    if (!token.isEmpty()) {
      request.header("X-Consul-Token", token);
    }
    return request;
  }

  private ConsulQuery scoped(ConsulQuery query) {
    ConsulQuery scoped = query;
    if (!settings.namespace().isEmpty()) {
      scoped = scoped.with("ns", settings.namespace(), query.timeout());
    }
    if (!settings.partition().isEmpty()) {
      scoped = scoped.with("partition", settings.partition(), query.timeout());
    }
    return scoped;
  }

  private <T> BodyHandler<Body<T>> handler(BodyParser<T> parser) {
    int limit = settings.limits().maxBodyBytes();
    return info -> {
      boolean gzip = info.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
      if (info.statusCode() / 100 != 2) {
        return BodySubscribers.mapping(
            new BoundedBody(MAX_REFUSAL_BYTES), bytes -> new Body.Text<>(excerpt(bytes, gzip)));
      }
      return BodySubscribers.mapping(
          new BoundedBody(limit), bytes -> new Body.Parsed<>(parsed(parser, bytes, gzip, limit)));
    };
  }

  private static <T> T parsed(BodyParser<T> parser, byte[] bytes, boolean gzip, int limit) {
    try (InputStream in = BoundedBody.open(bytes, gzip, limit)) {
      return parser.parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String excerpt(byte[] bytes, boolean gzip) {
    try (InputStream in = BoundedBody.open(bytes, gzip, MAX_REFUSAL_BYTES)) {
      String text = new String(in.readNBytes(EXCERPT), StandardCharsets.UTF_8);
      return text.replaceAll("\\s+", " ").trim();
    } catch (IOException e) {
      return "unreadable body";
    }
  }

  /** What became of a body, by the kind of status that it came with. */
  sealed interface Body<T> {
    record Parsed<T>(T value) implements Body<T> {}

    record Text<T>(String excerpt) implements Body<T> {}
  }
}
