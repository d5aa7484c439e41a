package io.grpcpool.demo.kubernetes;

import io.grpcpool.demo.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Immutable. How an etcd and a kube-apiserver with RBAC are started in a folder of their own, on
 * ports of their own, and reached. No controller manager, scheduler or kubelet runs: objects are
 * stored, validated, authorised and watched, and nothing else happens to them.
 */
public final class ApiServerLaunch {
  private final Path folder;
  private final String adminToken = UUID.randomUUID().toString();
  private final int port = FreePort.find();
  private final int etcdPort = FreePort.find();
  private final int etcdPeerPort = FreePort.find();

  private ApiServerLaunch(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the files that the servers start with.
   *
   * @param folder an empty one, which will have data and certificates too; made where it is missing
   */
  public static ApiServerLaunch in(Path folder) {
    ApiServerLaunch launch = new ApiServerLaunch(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    launch.write("tokens.csv", launch.adminToken + ",admin,admin,system:masters\n");
    launch.write("service-account.key", privateKey());
    return launch;
  }

  /** {@code https://127.0.0.1:PORT}. */
  public String url() {
    return "https://127.0.0.1:" + port;
  }

  /** Writes a kubeconfig for a user who may do everything, and returns the file. */
  public Path adminKubeconfig() {
    return kubeconfig("admin", adminToken);
  }

  /** Writes a kubeconfig for a token, of a ServiceAccount for instance, and returns the file. */
  public Path kubeconfig(String name, String token) {
    return write(
        name + ".kubeconfig",
        """
        apiVersion: v1
        kind: Config
        current-context: own
        clusters:
          - {name: own, cluster: {server: "%s", insecure-skip-tls-verify: true}}
        users:
          - {name: own, user: {token: "%s"}}
        contexts:
          - {name: own, context: {cluster: own, user: own, namespace: default}}
        """
            .formatted(url(), token));
  }

  /**
   * The command that starts etcd.
   *
   * @param program its file
   */
  public List<String> etcd(Path program) {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + etcdPeerPort;
    return List.of(
        program.toString(),
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync");
  }

  /**
   * The command that starts kube-apiserver.
   *
   * @param program its file
   */
  public List<String> apiServer(Path program) {
    Path key = folder.resolve("service-account.key");
    return List.of(
        program.toString(),
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
        "--service-cluster-ip-range=10.0.0.0/24");
  }

  /** A new RSA key in PKCS #8 PEM; the server derives the public key from it. */
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

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name + " to " + folder, e);
    }
  }
}
