package io.grpcpool.xds.identity;

import io.grpc.util.CertificateUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the TLS files say at one moment, whole and consistent.
 *
 * @param chain the server's certificate, then those that lead to its authority
 * @param key that of the first certificate
 * @param clientAuthorities those whose client certificates are believed; empty: none
 */
record PemBundle(
    List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientAuthorities) {

  PemBundle {
    chain = List.copyOf(chain);
    clientAuthorities = List.copyOf(clientAuthorities);
  }

  /** Immutable. The files, as bytes, so that a change is seen whatever the file system's clock. */
  record Content(byte[] chain, byte[] key, byte[] clientAuthorities) {

    static Content read(TlsFiles files) throws IOException {
      Path clientCa = files.clientCa();
      return new Content(
          bytes(files.chain()),
          bytes(files.key()),
          clientCa == null ? new byte[0] : bytes(clientCa));
    }

    boolean same(@Nullable Content other) {
      return other != null
          && Arrays.equals(chain, other.chain)
          && Arrays.equals(key, other.key)
          && Arrays.equals(clientAuthorities, other.clientAuthorities);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads what the files hold.
   *
   * @throws IOException if something in them cannot be used; the message names the file
   */
  static PemBundle parse(Content content, TlsFiles files, Instant now) throws IOException {
    List<X509Certificate> chain = certificates(content.chain(), files.chain());
    Instant end = chain.get(0).getNotAfter().toInstant();
    if (!now.isBefore(end)) {
      throw new IOException(files.chain() + ": the certificate expired at " + end);
    }
    PrivateKey key = key(content.key(), files.key());
    if (!belongs(key, chain.get(0))) {
      throw new IOException(files.key() + " is not the key of the certificate in " + files.chain());
    }
    return new PemBundle(
        chain,
        key,
        files.clientCa() == null
            ? List.of()
            : certificates(content.clientAuthorities(), Objects.requireNonNull(files.clientCa())));
  }

  private static List<X509Certificate> certificates(byte[] pem, Path file) throws IOException {
    try {
      List<X509Certificate> found =
          List.of(CertificateUtils.getX509Certificates(new ByteArrayInputStream(pem)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " has no valid certificates: " + e.getMessage(), e);
    }
    throw new IOException(file + " has no certificate in PEM");
  }

  private static PrivateKey key(byte[] pem, Path file) throws IOException {
    try {
      return CertificateUtils.getPrivateKey(new ByteArrayInputStream(pem));
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // The cause may quote the file, so it goes nowhere.
      throw new IOException(file + " has no valid private key in PEM (PKCS #8)");
    }
  }

  /** Signs something: a file of a new pair may be read before the other is there. */
  private static boolean belongs(PrivateKey key, X509Certificate certificate) throws IOException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update((byte) 1);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update((byte) 1);
      return signature.verify(signed);
    } catch (SignatureException | java.security.InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IOException("a key of " + algorithm + " cannot be used: " + e.getMessage(), e);
    }
  }
}
