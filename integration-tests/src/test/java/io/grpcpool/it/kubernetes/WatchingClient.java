package io.grpcpool.it.kubernetes;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.xds.XdsNameResolverProvider;
import java.util.List;
import java.util.Map;

/** Thread-safe. A grpc-java channel to one of several control planes, which makes no calls. */
final class WatchingClient implements AutoCloseable {

  private static final String SCHEME = "xds-watching";

  private final XdsNameResolverProvider resolver;
  private final ManagedChannel channel;

  WatchingClient(String xds, String target) {
    resolver = XdsNameResolverProvider.createForTest(SCHEME, bootstrap(xds));
    NameResolverRegistry.getDefaultRegistry().register(resolver);
    channel =
        Grpc.newChannelBuilder(SCHEME + ":///" + target, InsecureChannelCredentials.create())
            .build();
  }

  /** Asks for the target, and keeps asking. */
  void subscribe() {
    channel.getState(true);
  }

  private static Map<String, ?> bootstrap(String xds) {
    return Map.of(
        "node",
        Map.of("id", "watching", "locality", Map.of()),
        "xds_servers",
        List.of(
            Map.of(
                "server_uri",
                xds,
                "channel_creds",
                List.of(Map.of("type", "insecure")),
                "server_features",
                List.of("xds_v3"))));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    NameResolverRegistry.getDefaultRegistry().deregister(resolver);
  }
}
