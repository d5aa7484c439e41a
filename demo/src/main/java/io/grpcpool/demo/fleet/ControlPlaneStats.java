package io.grpcpool.demo.fleet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Thread-safe: the JDK client's own. Reads the control plane's {@code /stats}. */
public final class ControlPlaneStats {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** How the demo's policy stands, as the control plane sees it. */
  public record PolicyStats(int usableEndpoints, int syncedClients) {
    static final PolicyStats NONE = new PolicyStats(0, 0);
  }

  /** The demo's policy; zeros while the control plane is away or does not know it. */
  public PolicyStats read(String url) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/stats")).timeout(TIMEOUT).build();
    try {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return policy(JsonParser.parseString(body).getAsJsonObject())
          .map(ControlPlaneStats::figures)
          .orElse(PolicyStats.NONE);
    } catch (IOException | JsonParseException | IllegalStateException e) {
      // Not there, or not yet what it will be: asked again until the demo's own time-out.
      return PolicyStats.NONE;
    }
  }

  private static Optional<JsonObject> policy(JsonObject stats) {
    return stats.getAsJsonArray("policies").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(policy -> policy.get("name").getAsString().equals(PolicyDraft.TARGET))
        .findFirst();
  }

  private static PolicyStats figures(JsonObject policy) {
    int usable =
        policy.getAsJsonArray("tracks").asList().stream()
            .map(track -> track.getAsJsonObject().getAsJsonObject("endpoints"))
            .mapToInt(endpoints -> endpoints.get("usable").getAsInt())
            .sum();
    return new PolicyStats(usable, policy.getAsJsonObject("clients").get("synced").getAsInt());
  }
}
