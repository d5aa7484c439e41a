package io.grpcpool.xds.identity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. A certificate authority for tests: the JDK reads certificates and has nothing that
 * makes them, so this writes the few fields of RFC 5280 that are needed.
 */
public final class TestAuthority {

  private static final AtomicInteger SERIALS = new AtomicInteger(1);
  private static final byte[] EC_SHA256 = der(0x30, oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate;

  /** Immutable. A certificate and its key. */
  public record Issued(X509Certificate certificate, KeyPair keys) {

    /** Replaces two PEM files, each in one step. */
    public void writeTo(Path chain, Path key) throws IOException {
      replace(chain, pem("CERTIFICATE", encoded(certificate)));
      replace(key, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }
  }

  /** An authority with a self-signed certificate. */
  public TestAuthority(String name) {
    this.name = name;
    byte[] isAuthority = extension(0x13, der(0x30, der(0x01, new byte[] {-1})));
    this.certificate = sign(name, keys, Duration.ofDays(1), isAuthority);
  }

  /**
   * A certificate for alternative names such as {@code dns:localhost} and {@code uri:spiffe://…}.
   */
  public Issued issue(Duration validity, String... names) {
    byte[][] general = Arrays.stream(names).map(TestAuthority::generalName).toArray(byte[][]::new);
    KeyPair leaf = newKeys();
    return new Issued(sign("leaf", leaf, validity, extension(0x11, der(0x30, general))), leaf);
  }

  /** Replaces a PEM file by the certificates of these authorities. */
  public static void writeTo(Path file, TestAuthority... authorities) throws IOException {
    StringBuilder all = new StringBuilder();
    for (TestAuthority authority : List.of(authorities)) {
      all.append(pem("CERTIFICATE", encoded(authority.certificate)));
    }
    replace(file, all.toString());
  }

  private X509Certificate sign(
      String subject, KeyPair subjectKeys, Duration validity, byte[] extension) {
    Instant now = Instant.now();
    byte[] toBeSigned =
        der(
            0x30,
            der(0xa0, integer(2)),
            integer(SERIALS.getAndIncrement()),
            EC_SHA256,
            distinguished(name),
            der(0x30, time(now.minus(Duration.ofDays(1))), time(now.plus(validity))),
            distinguished(subject),
            subjectKeys.getPublic().getEncoded(),
            der(0xa3, der(0x30, extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(toBeSigned);
      byte[] encoded = der(0x30, toBeSigned, EC_SHA256, bits(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] extension(int number, byte[] content) {
    return der(0x30, oid(0x55, 0x1d, number), der(0x04, content));
  }

  private static byte[] generalName(String name) {
    String value = name.substring(name.indexOf(':') + 1);
    return der(name.startsWith("dns:") ? 0x82 : 0x86, value.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] distinguished(String commonName) {
    byte[] text = der(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
    return der(0x30, der(0x31, der(0x30, oid(0x55, 4, 3), text)));
  }

  private static byte[] time(Instant instant) {
    return der(0x17, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] integer(long value) {
    return der(0x02, BigInteger.valueOf(value).toByteArray());
  }

  private static byte[] bits(byte[] content) {
    return der(0x03, new byte[1], content);
  }

  private static byte[] oid(int... bytes) {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return der(0x06, content);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(content::writeBytes);
    int length = content.size();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (length > 0xff) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length > 0x7f) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String pem(String kind, byte[] content) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }

  /** As cert-manager and the kubelet do it: a reader sees the old file or the new one. */
  static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
