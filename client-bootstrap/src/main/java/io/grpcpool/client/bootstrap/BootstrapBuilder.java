package io.grpcpool.client.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Confined to one thread. Collects what a {@link Bootstrap} says; everything but the server has a
 * default.
 */
public final class BootstrapBuilder {

  final String serverUri;
  ChannelCreds channelCreds = ChannelCreds.insecure();
  String nodeId = "grpcpool-client-" + ProcessHandle.current().pid();
  String nodeCluster = "";
  NodeLocality locality = NodeLocality.UNKNOWN;
  final Map<String, Object> metadata = new LinkedHashMap<>();
  Map<String, Object> poolDefaults = Map.of();

  BootstrapBuilder(String serverUri) {
    if (!serverUri.matches(".*[^:/]:\\d{1,5}")) {
      throw new IllegalArgumentException(
          "xDS server is \""
              + serverUri
              + "\"; allowed: HOST:PORT or a gRPC target that ends in HOST:PORT");
    }
    this.serverUri = serverUri;
  }

  /** How the stream to the control plane is secured; default: plaintext. */
  public BootstrapBuilder channelCreds(ChannelCreds value) {
    channelCreds = value;
    return this;
  }

  /** The name by which the control plane shows this client; default: made from the process id. */
  public BootstrapBuilder nodeId(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "node.id is blank; allowed: any text that names this client");
    }
    nodeId = value;
    return this;
  }

  /** The group of clients that this one belongs to, such as its deployment; default: empty. */
  public BootstrapBuilder nodeCluster(String value) {
    nodeCluster = value;
    return this;
  }

  /** Where the client runs; default: unknown. */
  public BootstrapBuilder locality(NodeLocality value) {
    locality = value;
    return this;
  }

  /** Adds one entry to {@code node.metadata}. */
  public BootstrapBuilder metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /**
   * The pool settings of this process where the policy leaves them open, with the fields of {@link
   * io.grpcpool.wire.PoolPolicyFields}. Languages other than Java ignore the section.
   */
  public BootstrapBuilder poolDefaults(Map<String, ?> value) {
    poolDefaults = new LinkedHashMap<>(value);
    return this;
  }

  /** The finished bootstrap; the builder may be used further. */
  public Bootstrap build() {
    return new Bootstrap(this);
  }
}
