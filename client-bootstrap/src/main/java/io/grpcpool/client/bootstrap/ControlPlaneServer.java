package io.grpcpool.client.bootstrap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The control plane that a bootstrap names first, and who this process is to it.
 *
 * @param uri a gRPC target, mostly {@code HOST:PORT}
 * @param channelCreds the entries of {@code channel_creds}, in order: {@code type} and {@code
 *     config}
 * @param nodeId the name by which the control plane shows this client
 */
public record ControlPlaneServer(String uri, List<Map<String, ?>> channelCreds, String nodeId) {

  /** Copies the entries. */
  public ControlPlaneServer {
    channelCreds = List.copyOf(channelCreds);
  }

  /**
   * Reads a bootstrap.
   *
   * @throws IllegalArgumentException if it names no server
   */
  static ControlPlaneServer of(Map<?, ?> bootstrap) {
    if (bootstrap.get("xds_servers") instanceof List<?> servers
        && !servers.isEmpty()
        && servers.get(0) instanceof Map<?, ?> server
        && server.get("server_uri") instanceof String uri) {
      return new ControlPlaneServer(uri, creds(server.get("channel_creds")), nodeId(bootstrap));
    }
    throw new IllegalArgumentException(
        "bootstrap: xds_servers[0].server_uri is missing; allowed: HOST:PORT or a gRPC target");
  }

  private static List<Map<String, ?>> creds(@Nullable Object entries) {
    return entries instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .<Map<String, ?>>map(entry -> InstalledBootstrap.stringKeys((Map<?, ?>) entry))
            .toList()
        : List.of();
  }

  private static String nodeId(Map<?, ?> bootstrap) {
    return bootstrap.get("node") instanceof Map<?, ?> node && node.get("id") instanceof String id
        ? id
        : "";
  }
}
