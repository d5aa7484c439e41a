package io.grpcpool.bench;

import io.grpcpool.client.consul.ConsulCheck;
import io.grpcpool.client.consul.ConsulRegistration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to the benchmark's thread. Consul, and the servers registered in it with checks whose
 * state the benchmark sets itself.
 */
final class Catalogue implements AutoCloseable {

  /** Longer than any run, so that no heartbeat changes a state that the benchmark has set. */
  private static final Duration NEVER = Duration.ofHours(1);

  private final String address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<ConsulRegistration> registrations = new ArrayList<>();

  /**
   * @param address of Consul's HTTP API, {@code HOST:PORT}
   */
  Catalogue(String address) {
    this.address = address;
  }

  String address() {
    return address;
  }

  void register(String service, VersionServer server, int weight) {
    registrations.add(
        ConsulRegistration.builder(service)
            .id(id(server))
            .address("127.0.0.1")
            .port(server.port())
            .version(server.version())
            .weight(weight)
            .check(ConsulCheck.ttl(NEVER))
            .agent(address)
            .start());
  }

  /** Sets the state of a server's check: {@code pass}, {@code warn} or {@code fail}. */
  void check(VersionServer server, String state) throws IOException, InterruptedException {
    URI uri =
        URI.create("http://" + address + "/v1/agent/check/" + state + "/service:" + id(server));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri).PUT(HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(uri + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String id(VersionServer server) {
    return "bench-" + server.port();
  }

  @Override
  public void close() {
    registrations.forEach(ConsulRegistration::close);
  }
}
