package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.xds.XdsNameResolverProvider;
import io.grpcpool.client.bootstrap.ControlPlaneServer;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.XdsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Confined to the test thread. A real xDS server that serves one service with one backend, a
 * channel to it, and a relay between the two through which all that is said about pools goes.
 */
public final class ServedScene implements AutoCloseable {

  /** The only cluster. */
  public static final String CLUSTER = "shop/users/version=1";

  private static final String SCHEME = "xds-scene";

  private final XdsServer server = XdsServer.builder().build();
  private final TestBackend backend = TestBackend.start();
  private final XdsNameResolverProvider resolver;
  private final Relay relay;
  private ManagedChannel channel;
  private Calls load;

  private ServedScene(String node) {
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    relay = Relay.to(server.port());
    server.publish(
        ResourceUpdate.of(
            XdsResources.listener("users", CLUSTER),
            XdsResources.cluster(
                CLUSTER, "{\"connectionsPerEndpoint\": {\"initial\": 2, \"min\": 2, \"max\": 2}}"),
            XdsResources.endpoints(CLUSTER, Map.of(backend.port(), 1))));
    resolver = XdsNameResolverProvider.createForTest(SCHEME, bootstrap(node));
    NameResolverRegistry.getDefaultRegistry().register(resolver);
    openChannel();
  }

  /** A scene whose client calls itself so. */
  public static ServedScene start(String node) {
    return new ServedScene(node);
  }

  private Map<String, ?> bootstrap(String node) {
    return Map.of(
        "node", Map.of("id", node),
        "xds_servers",
            List.of(
                Map.of(
                    "server_uri",
                    "127.0.0.1:" + server.port(),
                    "channel_creds",
                    List.of(Map.of("type", "insecure")))));
  }

  /** Opens a channel, marked as one of the facade, with its pool. */
  public void openChannel() {
    channel =
        Grpc.newChannelBuilder(SCHEME + ":///users", InsecureChannelCredentials.create())
            .setNameResolverArg(ChannelLevel.ARGUMENT, ChannelLevel.FACADE)
            .build();
    load = new Calls(channel);
    channel.getState(true);
    eventually(() -> backend.connections() >= 2);
  }

  /** Closes the channel, and its pool with it. */
  public void closeChannel() {
    load.close();
    channel.shutdownNow();
    eventually(() -> backend.connections() == 0);
  }

  /** The control plane as the client's telemetry finds it: behind the relay. */
  public ControlPlaneServer address() {
    return new ControlPlaneServer(
        "127.0.0.1:" + relay.port(), List.of(Map.of("type", "insecure")), "scene");
  }

  /** The control plane. */
  public XdsServer server() {
    return server;
  }

  /** Keeps calling with this many callers. */
  public void keepCalling(int callers) {
    load.keepCalling(callers);
  }

  /** Lets more calls go through than have so far. */
  public void awaitMore(int calls) {
    load.awaitMore(calls);
  }

  /** Ends the load and waits for the calls in flight. */
  public void stopCalling() {
    load.stop();
  }

  /** How many calls the backend has seen. */
  public int calls() {
    return backend.calls();
  }

  /** How many calls failed. */
  public int failures() {
    return load.failures().size();
  }

  /** Breaks the connections that telemetry has to the control plane. */
  public void cut() {
    relay.cut();
  }

  @Override
  public void close() {
    load.close();
    channel.shutdownNow();
    NameResolverRegistry.getDefaultRegistry().deregister(resolver);
    relay.close();
    server.close();
    backend.close();
  }
}
