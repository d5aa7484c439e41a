package io.grpcpool.it.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Confined to the test's thread. A real etcd and kube-apiserver with RBAC on, in a folder of their
 * own.
 *
 * <p>No controller manager, scheduler or kubelet runs: objects are stored, validated, authorised
 * and watched, and nothing else happens to them. A test takes a new namespace and leaves it.
 */
public final class ApiServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final TestServers servers;
  private final Path folder;
  private final String adminToken = UUID.randomUUID().toString();
  private final int port = Ports.free();
  private final int etcdPort = Ports.free();
  private final int etcdPeerPort = Ports.free();
  private final Http http = new Http();
  private final ServerProcess etcd;
  private ServerProcess apiServer;

  private ApiServer(TestServers servers, Path folder) {
    this.servers = servers;
    this.folder = folder;
    ServiceAccountKey.write(folder.resolve("service-account.key"));
    write("tokens.csv", adminToken + ",admin,admin,system:masters\n");
    this.etcd = startEtcd();
    this.apiServer = startApiServer();
  }

  /**
   * Starts both servers and waits until the API is ready.
   *
   * @param folder an empty folder for data, certificates and logs
   */
  public static ApiServer start(TestServers servers, Path folder) {
    ApiServer server = new ApiServer(servers, folder);
    try {
      server.awaitReady();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** {@code https://127.0.0.1:PORT}. */
  public String url() {
    return "https://127.0.0.1:" + port;
  }

  /** A kubectl that may do everything. */
  public Kubectl admin() {
    return kubectl("admin", adminToken);
  }

  /** A kubectl that authenticates with a token, of a ServiceAccount for instance. */
  public Kubectl kubectl(String name, String token) {
    return new Kubectl(servers.program("kubectl"), kubeconfig(name, token));
  }

  /** Writes a kubeconfig for a token and returns the file. */
  public Path kubeconfig(String name, String token) {
    return write(
        name + ".kubeconfig",
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
          - {name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}
        users:
          - {name: test, user: {token: "%s"}}
        contexts:
          - {name: test, context: {cluster: test, user: test, namespace: default}}
        """
            .formatted(url(), token));
  }

  /** Ends the API server as a crash would. etcd keeps the objects. */
  public void kill() {
    apiServer.kill();
  }

  /** Starts the API server again on the same port and the same etcd. */
  public void restart() {
    apiServer = startApiServer();
    awaitReady();
  }

  @Override
  public void close() {
    apiServer.close();
    etcd.close();
  }

  private void awaitReady() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .failFast(this::requireAlive)
        .until(() -> http.status(url() + "/readyz") == 200);
  }

  private void requireAlive() {
    etcd.requireAlive();
    apiServer.requireAlive();
  }

  private ServerProcess startEtcd() {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + etcdPeerPort;
    return ServerProcess.start(
        folder.resolve("etcd.log"),
        Map.of(),
        List.of(
            servers.program("etcd").toString(),
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + client,
            "--advertise-client-urls=" + client,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer,
            "--unsafe-no-fsync"));
  }

  private ServerProcess startApiServer() {
    Path key = folder.resolve("service-account.key");
    return ServerProcess.start(
        folder.resolve("kube-apiserver.log"),
        Map.of(),
        List.of(
            servers.program("kube-apiserver").toString(),
            "--etcd-servers=http://127.0.0.1:" + etcdPort,
            "--bind-address=127.0.0.1",
            "--secure-port=" + port,
            "--cert-dir=" + folder.resolve("certificates"),
            "--service-account-issuer=https://localhost",
            "--service-account-key-file=" + key,
            "--service-account-signing-key-file=" + key,
            "--authorization-mode=RBAC",
            // Pods are only stored here, and no controller makes the account they would need.
            "--disable-admission-plugins=ServiceAccount",
            "--token-auth-file=" + folder.resolve("tokens.csv"),
            "--service-cluster-ip-range=10.0.0.0/24"));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }
}
