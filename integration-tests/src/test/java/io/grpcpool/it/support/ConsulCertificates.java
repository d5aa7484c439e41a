package io.grpcpool.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Immutable. What {@code consul tls} writes into a folder: an authority, and certificates of a
 * server, a client and a command line by it. None of the server's names is its address, but for
 * {@code localhost} and {@code 127.0.0.1}, which Consul's tool always adds.
 */
public record ConsulCertificates(Path folder) {
  private static final long SECONDS = 30;

  /** PrivateKeyInfo of RFC 5208 up to the key, for a key on P-256 of 121 bytes as Go writes it. */
  private static final byte[] P256 =
      HexFormat.of().parseHex("30819302010030" + "1306072a8648ce3d020106082a8648ce3d0301070479");

  /**
   * @param folder an empty one
   */
  public static ConsulCertificates create(TestServers servers, Path folder) {
    ConsulCertificates certificates = new ConsulCertificates(folder);
    certificates.run(servers, "ca", "create");
    certificates.run(servers, "cert", "create", "-server");
    certificates.run(servers, "cert", "create", "-client");
    return certificates;
  }

  /** The authority's certificate. */
  public Path authority() {
    return folder.resolve("consul-agent-ca.pem");
  }

  /** For {@code server.dc1.consul}. */
  public Path server() {
    return folder.resolve("dc1-server-consul-0.pem");
  }

  /** In the form of SEC 1. */
  public Path serverKey() {
    return folder.resolve("dc1-server-consul-0-key.pem");
  }

  /** For {@code client.dc1.consul}. */
  public Path client() {
    return folder.resolve("dc1-client-consul-0.pem");
  }

  /** In the form of SEC 1. */
  public Path clientKey() {
    return folder.resolve("dc1-client-consul-0-key.pem");
  }

  /** The client's key in the form of PKCS #8, as {@code openssl pkcs8 -topk8} would write it. */
  public Path clientKeyAsPkcs8() {
    try {
      String sec1 = Files.readString(clientKey()).replaceAll("-----[A-Z ]+-----", "");
      byte[] key = Base64.getMimeDecoder().decode(sec1);
      byte[] all = Arrays.copyOf(P256, P256.length + key.length);
      System.arraycopy(key, 0, all, P256.length, key.length);
      String text = Base64.getMimeEncoder().encodeToString(all);
      return Files.writeString(
          folder.resolve("client-pkcs8.pem"),
          "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot convert " + clientKey(), e);
    }
  }

  /** Arguments of an agent whose HTTPS API shows the certificate and wants one of the client. */
  public String[] agentArguments(int httpsPort) {
    String hcl =
        "ports { https = %d } tls { https { verify_incoming = true } defaults { ca_file = \"%s\" cert_file = \"%s\" key_file = \"%s\" } }"
            .formatted(httpsPort, authority(), server(), serverKey());
    return new String[] {"-hcl=" + hcl};
  }

  private void run(TestServers servers, String... arguments) {
    List<String> command = new ArrayList<>(List.of(servers.program("consul").toString(), "tls"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Files.createTempFile(folder, "consul-tls", ".log").toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed, see " + folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
