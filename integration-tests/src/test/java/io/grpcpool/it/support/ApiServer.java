package io.grpcpool.it.support;

import static org.awaitility.Awaitility.await;

import io.grpcpool.demo.kubernetes.ApiServerLaunch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Confined to the test's thread. A real etcd and kube-apiserver with RBAC on, in a folder of their
 * own. A test takes a new namespace and leaves it.
 */
public final class ApiServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final TestServers servers;
  private final Path folder;
  private final ApiServerLaunch launch;
  private final Http http = new Http();
  private final ServerProcess etcd;
  private ServerProcess apiServer;

  private ApiServer(TestServers servers, Path folder) {
    this.servers = servers;
    this.folder = folder;
    this.launch = ApiServerLaunch.in(folder);
    this.etcd =
        ServerProcess.start(
            folder.resolve("etcd.log"), Map.of(), launch.etcd(servers.program("etcd")));
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
    return launch.url();
  }

  /** A kubectl that may do everything. */
  public Kubectl admin() {
    return new Kubectl(servers.program("kubectl"), launch.adminKubeconfig());
  }

  /** A kubectl that authenticates with a token, of a ServiceAccount for instance. */
  public Kubectl kubectl(String name, String token) {
    return new Kubectl(servers.program("kubectl"), kubeconfig(name, token));
  }

  /** Writes a kubeconfig for a token and returns the file. */
  public Path kubeconfig(String name, String token) {
    return launch.kubeconfig(name, token);
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

  private ServerProcess startApiServer() {
    return ServerProcess.start(
        folder.resolve("kube-apiserver.log"),
        Map.of(),
        launch.apiServer(servers.program("kube-apiserver")));
  }
}
