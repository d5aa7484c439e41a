package io.grpcpool.bench.xds.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * Immutable. A self-signed certificate (P-256) for loopback and its key, as files in PEM.
 *
 * @param certificate the file of the certificate
 * @param key the file of the key
 */
public record ServerCertificate(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";

  /** The files in a folder that {@link #make} has filled. */
  public static ServerCertificate in(Path folder) {
    return new ServerCertificate(folder.resolve("cert.pem"), folder.resolve("key.pem"));
  }

  /** Makes a certificate that is valid for two days, by the JDK's keytool. */
  public static ServerCertificate make(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("store.p12");
    String command =
        "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=localhost"
            + " -ext san=dns:localhost,ip:127.0.0.1 -validity 2 -storetype PKCS12 -storepass "
            + PASSWORD;
    ProcessBuilder keytool = new ProcessBuilder(command.split(" "));
    keytool.command().add(0, Path.of(System.getProperty("java.home"), "bin/keytool").toString());
    keytool.command().add("-keystore");
    keytool.command().add(store.toString());
    Process process =
        keytool
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool failed, see " + folder.resolve("keytool.log"));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    ServerCertificate made = in(folder);
    write(made.certificate(), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
    write(made.key(), "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    return made;
  }

  private static void write(Path file, String kind, byte[] content) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }
}
