package io.grpcpool.it.replicas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpcpool.it.support.ControlPlane;
import io.grpcpool.it.support.LowPort;
import io.grpcpool.xds.identity.TestAuthority;
import io.grpcpool.xds.peer.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the test's thread. One replica: a process with ports, a certificate and a folder of
 * policies of its own, which it has again after a restart. The others call it through a proxy.
 */
final class ReplicaProcess implements AutoCloseable {
  private final String name;
  private final Path folder;
  private final Path state;
  private final TcpProxy wayForPeers;
  private final int xdsPort = LowPort.find();
  private final int tlsPort = LowPort.find();
  private final int peersPort = LowPort.find();
  private @Nullable ControlPlane running;
  private int starts;

  /**
   * Starts nothing yet.
   *
   * @param folder where its own is made
   * @param state where the one that leads writes status
   */
  ReplicaProcess(String name, Path folder, Path state, TestAuthority authority) throws IOException {
    this.name = name;
    this.folder = folder.resolve(name);
    this.state = state;
    this.wayForPeers = new TcpProxy(peersPort);
    Files.createDirectories(policies());
    TestAuthority.writeTo(file("ca.crt"), authority);
    authority.issue(Duration.ofHours(1), "dns:localhost").writeTo(file("tls.crt"), file("tls.key"));
  }

  void start(List<ReplicaProcess> all) {
    String others =
        all.stream()
            .filter(replica -> replica != this)
            .map(replica -> "localhost:" + replica.wayForPeers.port())
            .collect(Collectors.joining(","));
    running =
        ControlPlane.start(
            file("log-" + starts++),
            Map.of(),
            "--instance=" + name,
            "--policies=" + policies(),
            "--state=" + state,
            "--xds-port=" + xdsPort,
            "--xds-tls-address=127.0.0.1",
            "--xds-tls-port=" + tlsPort,
            "--xds-tls-cert=" + file("tls.crt"),
            "--xds-tls-key=" + file("tls.key"),
            "--peers=" + others,
            "--peers-address=127.0.0.1",
            "--peers-port=" + peersPort,
            "--peers-ca=" + file("ca.crt"));
  }

  boolean isUp() {
    return running != null;
  }

  /** SIGTERM; returns when it has gone. */
  void stop() {
    process().close();
    running = null;
  }

  /** SIGKILL. */
  void kill() {
    process().process().kill();
    running = null;
  }

  void stopHearing() {
    wayForPeers.stopForwarding();
  }

  void hearAgain() {
    wayForPeers.forwardAgain();
  }

  int xdsPort() {
    return xdsPort;
  }

  void putPolicy(String policy, String document) throws IOException {
    Files.writeString(policies().resolve(policy + ".yaml"), document);
  }

  boolean isReady() {
    return process().status("/health/ready") == 200;
  }

  /** How many others it hears. */
  long heard() {
    return each(stats().path("peers")).filter(peer -> peer.path("connected").asBoolean()).count();
  }

  /** How many others do not count any more. */
  long lost() {
    return each(stats().path("peers"))
        .filter(peer -> peer.path("replica").asText().isEmpty())
        .count();
  }

  /** The clients of a policy, with those of the replicas that it hears. */
  int clients(String policy) {
    return each(stats().path("policies"))
        .filter(one -> one.path("name").asText().equals(policy))
        .mapToInt(one -> one.path("clients").path("connected").asInt())
        .sum();
  }

  /** The streams that clients have to it. */
  long ownClients() {
    return stats().path("clients").size();
  }

  /** The versions of all that it serves, by type and name. */
  Map<String, String> versions() {
    return each(json("/debug/xds/resources?limit=1000").path("resources"))
        .collect(
            Collectors.toMap(
                resource -> resource.path("type").asText() + " " + resource.path("name").asText(),
                resource -> resource.path("versions").toString()));
  }

  private JsonNode stats() {
    return json("/stats");
  }

  private JsonNode json(String path) {
    try {
      return new ObjectMapper().readTree(process().get(path));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not answer", e);
    }
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private ControlPlane process() {
    if (running == null) {
      throw new IllegalStateException(name + " is down");
    }
    return running;
  }

  private Path policies() {
    return folder.resolve("policies");
  }

  private Path file(String file) {
    return folder.resolve(file);
  }

  @Override
  public void close() throws IOException {
    if (running != null) {
      running.close();
    }
    wayForPeers.close();
  }
}
