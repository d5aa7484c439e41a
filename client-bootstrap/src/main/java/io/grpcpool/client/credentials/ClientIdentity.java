package io.grpcpool.client.credentials;

import io.grpc.util.CertificateUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Immutable. The certificate that a client shows, with its chain, and the key that goes with it.
 */
record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {

  private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";

  ClientIdentity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads two PEM files.
   *
   * @throws IOException if one cannot be read
   * @throws GeneralSecurityException if one does not hold what it should, or they are no pair, as
   *     while they are being replaced one after the other
   */
  static ClientIdentity read(Path certificate, Path privateKey)
      throws IOException, GeneralSecurityException {
    ClientIdentity identity = new ClientIdentity(chain(certificate), key(privateKey));
    if (!identity.isPair()) {
      throw new GeneralSecurityException(
          "the key of " + privateKey + " is not that of the first certificate of " + certificate);
    }
    return identity;
  }

  private static List<X509Certificate> chain(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> chain = List.of(CertificateUtils.getX509Certificates(in));
      if (chain.isEmpty()) {
        throw new GeneralSecurityException(file + " holds no certificate; allowed: PEM, own first");
      }
      return chain;
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    if (!Files.readString(file).contains(PKCS8)) {
      throw new GeneralSecurityException(
          file
              + " does not hold a key that can be used; allowed: an unencrypted PKCS #8 key in PEM ("
              + PKCS8
              + "), which `openssl pkcs8 -topk8 -nocrypt` makes of other forms");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateUtils.getPrivateKey(in);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(file + " is broken: " + e.getMessage(), e);
    }
  }

  private boolean isPair() throws GeneralSecurityException {
    PublicKey shown = chain.get(0).getPublicKey();
    if (!shown.getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    byte[] anything = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm());
    signature.initSign(key);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(anything);
    return signature.verify(signed);
  }

  private String algorithm() {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
