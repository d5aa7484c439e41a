package io.grpcpool.operator.assembly;

import java.util.List;
import java.util.Map;

/** Thread-safe: stateless. The bootstrap of one client of a test, as grpc-java reads it. */
public final class XdsBootstrap {

  private XdsBootstrap() {}

  /**
   * Plaintext, on loopback.
   *
   * @param zone where the client says that it is
   */
  public static Map<String, ?> of(int port, String node, String zone) {
    return Map.of(
        "node",
        Map.of("id", node, "locality", Map.of("zone", zone)),
        "xds_servers",
        List.of(
            Map.of(
                "server_uri",
                "127.0.0.1:" + port,
                "channel_creds",
                List.of(Map.of("type", "insecure")),
                "server_features",
                List.of("xds_v3"))));
  }
}
