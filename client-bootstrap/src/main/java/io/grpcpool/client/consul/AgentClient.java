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
 * Thread-safe: the agent's HTTP API, as far as a registration needs it. Futures never fail: no
 * answer is a reply with status 0.
 */
final class AgentClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int EXCERPT = 200;

  private final AgentSettings settings;
  private final HttpClient http =
      HttpClient.newBuilder()
          // By HTTP/2 over TLS the JDK keeps one connection, and hash queries share it.
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  AgentClient(AgentSettings settings) {
    this.settings = settings;
  }

  /** Replaces the checks of an earlier life, a forgotten maintenance mark among them. */
  CompletableFuture<AgentReply> register(String json) {
    return put("/v1/agent/service/register?replace-existing-checks=true", json, TIMEOUT);
  }

  CompletableFuture<AgentReply> deregister(String id, Duration timeout) {
    return put("/v1/agent/service/deregister/" + encoded(id), "", timeout);
  }

  CompletableFuture<AgentReply> maintenance(String id, Duration timeout) {
    String reason = encoded("server is stopping");
    return put(
        "/v1/agent/service/maintenance/" + encoded(id) + "?enable=true&reason=" + reason,
        "",
        timeout);
  }

  CompletableFuture<AgentReply> heartbeat(String checkId, boolean serving) {
    String body = serving ? "{\"Status\":\"passing\"}" : "{\"Status\":\"critical\"}";
    return put("/v1/agent/check/update/" + encoded(checkId), body, TIMEOUT);
  }

  /** Answers when the registration differs from the hash, is gone, or the wait is over. */
  CompletableFuture<AgentReply> changed(String id, String hash, Duration wait) {
    String query =
        hash.isEmpty() ? "" : "?hash=" + encoded(hash) + "&wait=" + wait.toMillis() + "ms";
    // The agent may add a sixteenth to the wait.
    Duration timeout = hash.isEmpty() ? TIMEOUT : wait.multipliedBy(17).dividedBy(16).plus(TIMEOUT);
    return send("/v1/agent/service/" + encoded(id) + query, "GET", "", timeout);
  }

  private CompletableFuture<AgentReply> put(String path, String body, Duration timeout) {
    return send(path, "PUT", body, timeout);
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

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
