package io.grpcpool.xds.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Confined to the test's thread. A certificate authority, by the JDK's keytool, in a folder. */
final class TestAuthority {

  private static final String PASSWORD = "changeit";
  private static final String CA = "ca";

  private final Path folder;
  private final Path store;

  TestAuthority(Path folder) throws IOException, GeneralSecurityException {
    this.folder = Files.createDirectories(folder);
    store = folder.resolve("store.p12");
    keytool("-genkeypair", "-alias", CA, "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c");
    pem(authority(), "CERTIFICATE", keys().getCertificate(CA));
  }

  Path authority() {
    return folder.resolve("ca.pem");
  }

  /** A certificate for these alternative names, as keytool writes them: {@code dns:localhost}. */
  PeerTls issue(String alias, String names) throws IOException, GeneralSecurityException {
    Path request = folder.resolve(alias + ".csr");
    Path signed = folder.resolve(alias + ".crt");
    keytool("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", "CN=" + alias);
    keytool("-certreq", "-alias", alias, "-file", request.toString());
    keytool(
        "-gencert",
        "-alias",
        CA,
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString(),
        "-ext",
        "san=" + names,
        "-rfc");
    Path key = folder.resolve(alias + ".key");
    pem(key, "PRIVATE KEY", keys().getKey(alias, PASSWORD.toCharArray()).getEncoded());
    return new PeerTls(signed, key, authority());
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
    Path output = folder.resolve("keytool.out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(Files.readString(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void pem(Path file, String kind, Certificate certificate)
      throws IOException, GeneralSecurityException {
    pem(file, kind, certificate.getEncoded());
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }
}
