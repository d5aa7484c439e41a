package io.grpcpool.it.consul;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Thread-safe. What a person or another tool does to Consul, by its HTTP API. */
final class ConsulApi {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String token;

  ConsulApi(String address, String token) {
    this.base = "http://" + address;
    this.token = token;
  }

  /** Registers an instance with a TTL check that is passing. */
  void register(String service, String id, int port) {
    register(service, id, port, "");
  }

  /**
   * As above, with further fields of the registration.
   *
   * @param fields JSON, each with a comma behind it
   */
  void register(String service, String id, int port, String fields) {
    put(
        "/v1/agent/service/register",
        """
        {"Name":"%s","ID":"%s","Address":"127.0.0.1","Port":%d,%s
         "Check":{"CheckID":"check-%s","TTL":"600s","Status":"passing"}}"""
            .formatted(service, id, port, fields, id));
  }

  /** Registers an instance without an agent: nobody registers it again. */
  void registerOutside(String service, String id, int port) {
    put(
        "/v1/catalog/register",
        """
        {"Node":"outside","Address":"127.0.0.1","NodeMeta":{"external-node":"true"},
         "Service":{"Service":"%s","ID":"%s","Address":"127.0.0.1","Port":%d}}"""
            .formatted(service, id, port));
  }

  /**
   * @param state {@code pass}, {@code warn} or {@code fail}
   */
  void check(String id, String state) {
    put("/v1/agent/check/" + state + "/check-" + id, "");
  }

  void maintenance(String id, boolean enable) {
    put("/v1/agent/service/maintenance/" + id + "?enable=" + enable, "");
  }

  void deregister(String id) {
    put("/v1/agent/service/deregister/" + id, "");
  }

  /** The whole state of the servers, as {@code consul snapshot save} writes it. */
  byte[] snapshot() {
    return exchange("/v1/snapshot", "GET", BodyPublishers.noBody(), BodyHandlers.ofByteArray());
  }

  /** Sets the servers back to a snapshot. */
  void restore(byte[] snapshot) {
    exchange(
        "/v1/snapshot", "PUT", BodyPublishers.ofByteArray(snapshot), BodyHandlers.discarding());
  }

  String put(String path, String body) {
    return send(path, "PUT", body);
  }

  String get(String path) {
    return send(path, "GET", "");
  }

  void delete(String path) {
    send(path, "DELETE", "");
  }

  private String send(String path, String method, String body) {
    BodyPublisher sent = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return exchange(path, method, sent, BodyHandlers.ofString());
  }

  /** The body; anything but 200 fails the test. */
  private <T> T exchange(String path, String method, BodyPublisher body, BodyHandler<T> handler) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("X-Consul-Token", token);
    }
    try {
      HttpResponse<T> response = http.send(request.build(), handler);
      if (response.statusCode() != 200) {
        throw new AssertionError(path + " answered " + response.statusCode() + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new AssertionError(path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
