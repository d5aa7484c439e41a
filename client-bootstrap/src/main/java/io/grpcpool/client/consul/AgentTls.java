package io.grpcpool.client.consul;

import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Whom to trust and who we are, where the agent is reached by https.
 *
 * @param authority a PEM file; null: the JDK's own authorities
 * @param certificate a PEM file with our own chain; null: none is shown
 * @param key its unencrypted PKCS #8 key in PEM
 */
record AgentTls(@Nullable Path authority, @Nullable Path certificate, @Nullable Path key) {
  private static final char[] NO_PASSWORD = new char[0];

  AgentTls {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "clientCertificate: certificate and key (CONSUL_CLIENT_CERT, CONSUL_CLIENT_KEY) must be"
              + " given together");
    }
  }

  /** What is given, else Consul's own variables. */
  AgentTls or(Map<String, String> environment) {
    Path other = path(environment, "CONSUL_CACERT");
    boolean own = certificate != null;
    return new AgentTls(
        authority != null ? authority : other,
        own ? certificate : path(environment, "CONSUL_CLIENT_CERT"),
        own ? key : path(environment, "CONSUL_CLIENT_KEY"));
  }

  /**
   * @throws IllegalArgumentException naming the file that cannot be used
   */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS of Consul: " + this + ": " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
    if (authority == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (X509Certificate trusted : certificates(authority)) {
      store.setCertificateEntry("ca-" + number++, trusted);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    if (certificate == null || key == null) {
      return null;
    }
    if (!Files.readString(key).contains("-----BEGIN PRIVATE KEY-----")) {
      throw new IOException(
          key
              + " is not an unencrypted PKCS #8 key; `openssl pkcs8 -topk8 -nocrypt` makes one of"
              + " what `consul tls` writes");
    }
    KeyStore store = emptyStore();
    try (InputStream in = Files.newInputStream(key)) {
      store.setKeyEntry(
          "client", CertificateUtils.getPrivateKey(in), NO_PASSWORD, certificates(certificate));
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static X509Certificate[] certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateUtils.getX509Certificates(in);
    }
  }

  private static @Nullable Path path(Map<String, String> environment, String name) {
    String text = environment.getOrDefault(name, "");
    return text.isBlank() ? null : Path.of(text);
  }
}
