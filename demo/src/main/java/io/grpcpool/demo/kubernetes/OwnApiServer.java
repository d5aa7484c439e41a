package io.grpcpool.demo.kubernetes;

import io.grpcpool.demo.process.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Confined to the demo's thread. A real etcd and kube-apiserver, for this run alone. */
final class OwnApiServer {
  private static final Pattern ANY = Pattern.compile(".");

  private final ServerPrograms programs;
  private final Children children;
  private final Path folder;
  private final int port = freePort();
  private final int etcdPort = freePort();
  private final int etcdPeerPort = freePort();

  OwnApiServer(ServerPrograms programs, Children children, Path folder) {
    this.programs = programs;
    this.children = children;
    this.folder = folder;
  }

  /** Starts both; gives a kubectl that may do everything. The API is not ready yet. */
  Kubectl start() {
    String token = UUID.randomUUID().toString();
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
      Files.writeString(folder.resolve("service-account.key"), privateKey());
      Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubeconfig(token));
      startEtcd();
      startApiServer();
      return new Kubectl(programs.kubectl(), Optional.of(kubeconfig));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  private void startEtcd() {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + etcdPeerPort;
    children.start(
        "etcd",
        List.of(
            programs.etcd().toString(),
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + client,
            "--advertise-client-urls=" + client,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer,
            "--unsafe-no-fsync"),
        Map.of(),
        ANY,
        line -> false);
  }

  private void startApiServer() {
    Path key = folder.resolve("service-account.key");
    children.start(
        "kube-apiserver",
        List.of(
            programs.apiServer().toString(),
            "--etcd-servers=http://127.0.0.1:" + etcdPort,
            "--bind-address=127.0.0.1",
            "--secure-port=" + port,
            "--cert-dir=" + folder.resolve("certificates"),
            "--service-account-issuer=https://localhost",
            "--service-account-key-file=" + key,
            "--service-account-signing-key-file=" + key,
            "--authorization-mode=RBAC",
            "--token-auth-file=" + folder.resolve("tokens.csv"),
            "--service-cluster-ip-range=10.0.0.0/24"),
        Map.of(),
        ANY,
        line -> false);
  }

  private String kubeconfig(String token) {
    return """
        apiVersion: v1
        kind: Config
        current-context: demo
        clusters:
          - {name: demo, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}
        users:
          - {name: demo, user: {token: "%s"}}
        contexts:
          - {name: demo, context: {cluster: demo, user: demo}}
        """
        .formatted(port, token);
  }

  private static String privateKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
      return "-----BEGIN PRIVATE KEY-----\n"
          + lines.encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
