package io.grpcpool.xds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Immutable. Versions are SHA-256 of content, so that a client finds the version it holds at every
 * replica and after every restart.
 */
final class Versions {

  private Versions() {}

  static String ofBytes(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  static String ofParts(List<String> parts) {
    MessageDigest digest = sha256();
    parts.forEach(part -> digest.update(part.getBytes(StandardCharsets.US_ASCII)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
