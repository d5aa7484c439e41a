package io.grpcpool.demo;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.grpcpool.demo.consul.ConsulStandIn;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The agent that the demo uses: a real one that is there, or a stand-in of its own.
 */
final class ConsulAgent implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final String address;
  private final @Nullable ConsulStandIn standIn;
  private final HttpClient client = HttpClient.newHttpClient();

  private ConsulAgent(String address, @Nullable ConsulStandIn standIn) {
    this.address = address;
    this.standIn = standIn;
  }

  static ConsulAgent of(Optional<String> real) {
    if (real.isPresent()) {
      return new ConsulAgent(real.get(), null);
    }
    ConsulStandIn standIn = ConsulStandIn.start(0);
    return new ConsulAgent(standIn.address(), standIn);
  }

  /** Where it listens, {@code HOST:PORT}. */
  String address() {
    return address;
  }

  boolean isReal() {
    return standIn == null;
  }

  /**
   * Makes sure that it answers and that nobody else's servers have the name.
   *
   * @throws DemoException if it does not, or they have
   */
  void requireFree(String service) throws InterruptedException {
    String path = "/v1/health/service/" + encoded(service);
    try {
      HttpResponse<String> response = send(request(path).GET().build());
      if (response.statusCode() != 200) {
        throw new DemoException(
            "Consul at " + address + " answers " + response.statusCode() + ": " + response.body());
      }
      if (!JsonParser.parseString(response.body()).getAsJsonArray().isEmpty()) {
        throw new DemoException(
            "Consul at "
                + address
                + " has instances of "
                + service
                + " already; give the demo another name with --service");
      }
    } catch (IOException e) {
      throw new DemoException("Consul does not answer at " + address + ": " + e.getMessage());
    } catch (JsonParseException | IllegalStateException e) {
      throw new DemoException("what answers at " + address + " is not Consul");
    }
  }

  /** Takes an instance out, should it still be there. */
  void forget(String id) throws InterruptedException {
    try {
      send(
          request("/v1/agent/service/deregister/" + encoded(id))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build());
    } catch (IOException e) {
      throw new DemoException(
          "Consul at " + address + " may still have " + id + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    if (standIn != null) {
      standIn.close();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
