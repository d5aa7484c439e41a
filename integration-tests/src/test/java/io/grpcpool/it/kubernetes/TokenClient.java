package io.grpcpool.it.kubernetes;

import com.google.gson.Gson;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.xds.XdsNameResolverProvider;
import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.client.bootstrap.ChannelCreds;
import io.grpcpool.demo.backend.UserService;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the test's thread. An application with unmodified grpc-java channels, which shows a
 * token to the control plane, by a bootstrap that is its alone.
 */
final class TokenClient implements AutoCloseable {
  private static final long SECONDS = 60;

  private final XdsNameResolverProvider resolver;
  private final Map<String, ManagedChannel> channels = new HashMap<>();

  private TokenClient(XdsNameResolverProvider resolver) {
    this.resolver = resolver;
    NameResolverRegistry.getDefaultRegistry().register(resolver);
  }

  /**
   * Connects to nothing before it is asked to call.
   *
   * @param node what the control plane calls the client; a URI scheme too, so letters and hyphens
   * @param port the TLS port of the control plane on localhost
   * @param authority who signed its certificate
   * @param token the file that holds the token; null: none is shown
   */
  static TokenClient of(String node, int port, Path authority, @Nullable Path token) {
    ChannelCreds credentials =
        new ChannelCreds(
            "tls", authority.toString(), null, null, token == null ? null : token.toString());
    Bootstrap bootstrap =
        Bootstrap.forServer("localhost:" + port).nodeId(node).channelCreds(credentials).build();
    return new TokenClient(XdsNameResolverProvider.createForTest(node, parse(bootstrap)));
  }

  @SuppressWarnings("unchecked") // a JSON object's keys are strings
  private static Map<String, ?> parse(Bootstrap bootstrap) {
    return new Gson().fromJson(bootstrap.toJson(), Map.class);
  }

  /** Begins to wait for a name; grpc-java takes one for absent 15 s after it has asked. */
  void watch(String target) {
    channels.computeIfAbsent(target, this::open).getState(true);
  }

  /** What one call brings: the answer of the backend, or the words in which the call failed. */
  String ask(String target) {
    ManagedChannel channel = channels.computeIfAbsent(target, this::open);
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
    try {
      return ClientCalls.blockingUnaryCall(channel, UserService.GET, options, "");
    } catch (StatusRuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private ManagedChannel open(String target) {
    String uri = resolver.getDefaultScheme() + ":///" + target;
    return Grpc.newChannelBuilder(uri, InsecureChannelCredentials.create()).build();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    NameResolverRegistry.getDefaultRegistry().deregister(resolver);
  }
}
