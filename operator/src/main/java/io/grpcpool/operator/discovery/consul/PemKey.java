package io.grpcpool.operator.discovery.consul;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stateless. Reads an unencrypted private key in PEM: PKCS #8, and also SEC 1 and PKCS #1, as
 * {@code consul tls cert create} and older tools write them; the JDK reads PKCS #8 alone.
 */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ((?:EC |RSA )?)PRIVATE KEY-----([^-]+)-----END ");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private PemKey() {}

  /**
   * @param certified the public half, which names the algorithm and its parameters
   * @throws IOException where the file holds no such key
   */
  static PrivateKey read(Path file, PublicKey certified)
      throws IOException, GeneralSecurityException {
    Matcher found = BLOCK.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!found.find()) {
      throw new IOException(file + " holds no unencrypted private key in PEM");
    }
    byte[] der = Base64.getMimeDecoder().decode(found.group(2));
    byte[] pkcs8 = found.group(1).isEmpty() ? der : wrapped(der, certified);
    return KeyFactory.getInstance(certified.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** PrivateKeyInfo of RFC 5208: version, the algorithm as the public key has it, the key. */
  private static byte[] wrapped(byte[] key, PublicKey certified) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(VERSION_0);
    body.writeBytes(algorithm(certified.getEncoded()));
    body.writeBytes(element(OCTET_STRING, key));
    return element(SEQUENCE, body.toByteArray());
  }

  /** The first element within SubjectPublicKeyInfo (RFC 5280); it is shorter than 128 bytes. */
  private static byte[] algorithm(byte[] info) {
    int start = (info[1] & 0x80) == 0 ? 2 : 2 + (info[1] & 0x7f);
    byte[] algorithm = new byte[2 + info[start + 1]];
    System.arraycopy(info, start, algorithm, 0, algorithm.length);
    return algorithm;
  }

  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    // DER takes the shortest form alone.
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
