package io.grpcpool.demo.consul;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Thread-safe: the JDK client's own. Talks to an agent as any HTTP client would. */
public final class ConsulHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String baseUrl;

  /** Talks to the agent at {@code baseUrl}, {@code http://HOST:PORT}. */
  public ConsulHttp(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** An agent's answer. */
  public record Answer(int status, String body, HttpResponse<String> response) {
    /** The body as an array. */
    public JsonArray array() {
      return JsonParser.parseString(body).getAsJsonArray();
    }

    /** The body as an object. */
    public JsonObject object() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    /** A header's value; empty if absent. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The index that a blocking query goes on from. */
    public long index() {
      return Long.parseLong(header("X-Consul-Index"));
    }
  }

  Answer get(String path) {
    return poll(path).join();
  }

  CompletableFuture<Answer> poll(String path) {
    return send(request(path).GET());
  }

  Answer put(String path, String body) {
    return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body))).join();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(TIMEOUT);
  }

  private CompletableFuture<Answer> send(HttpRequest.Builder request) {
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> new Answer(response.statusCode(), response.body(), response));
  }
}
