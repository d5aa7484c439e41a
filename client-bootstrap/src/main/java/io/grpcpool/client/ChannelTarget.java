package io.grpcpool.client;

/**
 * Immutable. What a channel dials.
 *
 * @param uri a gRPC target such as {@code xds:///user-service}
 */
record ChannelTarget(String uri) {

  /**
   * Reads a name as users write it.
   *
   * @param name a bare service name, which is dialled by xDS, or a target with its own scheme
   * @throws IllegalArgumentException if the name is blank or holds a space
   */
  static ChannelTarget of(String name) {
    if (name.isBlank() || name.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "service name is \""
              + name
              + "\"; allowed: a name such as user-service, or a target such as dns:///host:port");
    }
    return new ChannelTarget(
        name.contains(":///") || name.contains("://") ? name : "xds:///" + name);
  }

  boolean isXds() {
    return uri.startsWith("xds:");
  }

  /** The last part of the target, by which pools are named. */
  String service() {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }
}
