package io.grpcpool.operator.discovery.consul;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Immutable. Reads PEM files into what the JDK's TLS wants. */
record TlsContext(ConsulTls tls) {
  private static final char[] NO_PASSWORD = new char[0];

  /**
   * @throws IllegalArgumentException naming the file that cannot be used
   */
  SSLContext create() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("TLS settings of Consul: " + e.getMessage(), e);
    }
  }

  private TrustManager[] trust() throws GeneralSecurityException, IOException {
    if (!tls.verify()) {
      return new TrustManager[] {new TrustAnyone()};
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities());
    TrustManager[] managers = factory.getTrustManagers();
    String name = tls.serverName();
    return name != null && managers[0] instanceof X509ExtendedTrustManager chains
        ? new TrustManager[] {new ServerNameTrust(chains, name)}
        : managers;
  }

  /** Null: the JDK's own. */
  private @Nullable KeyStore authorities() throws GeneralSecurityException, IOException {
    if (tls.authorities() == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Path file : pemFiles(tls.authorities())) {
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
    }
    return store;
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    Path chainFile = tls.clientCertificate();
    Path keyFile = tls.clientKey();
    if (chainFile == null || keyFile == null) {
      return null;
    }
    Certificate[] chain = certificates(chainFile).toArray(Certificate[]::new);
    KeyStore store = emptyStore();
    store.setKeyEntry("client", PemKey.read(keyFile, chain[0].getPublicKey()), NO_PASSWORD, chain);
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

  private static List<Path> pemFiles(Path fileOrFolder) throws IOException {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> files = Files.list(fileOrFolder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException(file + " holds no certificate");
      }
      return new ArrayList<>(found);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read as PEM: " + e.getMessage(), e);
    }
  }
}
