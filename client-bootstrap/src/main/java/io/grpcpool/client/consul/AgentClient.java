package io.grpcpool.client.consul;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: requests to the HTTP API of an agent or of a server. Futures never fail: no answer
 * is a reply with status 0.
 */
final class AgentClient {
  /** Above the 7 s for which a server holds a request while it waits for a leader. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final int EXCERPT = 200;

  private final AgentSettings settings;
  private final HttpClient http;

  /**
   * @throws IllegalArgumentException where the TLS settings name files that cannot be used
   */
  AgentClient(AgentSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            // By HTTP/2 over TLS the JDK keeps one connection, and hash queries share it.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5));
    if (settings.address().getScheme().equals("https")) {
      builder.sslContext(settings.tls().context());
    }
    this.http = builder.build();
  }

  CompletableFuture<AgentReply> put(String path, String body, Duration timeout) {
    return send(path, "PUT", body, timeout);
  }

  CompletableFuture<AgentReply> get(String path, Duration timeout) {
    return send(path, "GET", "", timeout);
  }

  private CompletableFuture<AgentReply> send(
      String path, String method, String body, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.address() + path))
            .timeout(timeout)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      String token = settings.currentToken();
      if (!token.isEmpty()) {
        request.header("X-Consul-Token", token);
      }
    } catch (UncheckedIOException e) {
      return CompletableFuture.completedFuture(
          new AgentReply(0, String.valueOf(e.getMessage()), ""));
    }
    CompletableFuture<HttpResponse<String>> sent =
        http.sendAsync(request.build(), BodyHandlers.ofString());
    CompletableFuture<AgentReply> reply = sent.handle(AgentClient::reply);
    // The agent keeps an abandoned hash query's slot, but its socket must not outlive us.
    reply.whenComplete((done, error) -> cancelIfAbandoned(reply, sent));
    return reply;
  }

  private static void cancelIfAbandoned(
      CompletableFuture<AgentReply> reply, CompletableFuture<HttpResponse<String>> sent) {
    if (reply.isCancelled()) {
      sent.cancel(true);
    }
  }

  private static AgentReply reply(
      @Nullable HttpResponse<String> response, @Nullable Throwable error) {
    if (response == null) {
      return new AgentReply(0, reason(error), "");
    }
    String text = response.body().replaceAll("\\s+", " ").trim();
    String excerpt = text.length() > EXCERPT ? text.substring(0, EXCERPT) : text;
    String hash = response.headers().firstValue("X-Consul-ContentHash").orElse("");
    return new AgentReply(response.statusCode(), excerpt, hash);
  }

  private static String reason(@Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    if (cause instanceof ConnectException) {
      return "cannot connect";
    }
    if (cause == null) {
      return "no answer";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** One segment of a path, or one value of a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
