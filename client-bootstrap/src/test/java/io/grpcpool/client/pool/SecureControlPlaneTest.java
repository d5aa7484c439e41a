package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.xds.XdsNameResolverProvider;
import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.client.bootstrap.ChannelCreds;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.ServedResource;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.identity.Audience;
import io.grpcpool.xds.identity.Authentication;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.ClientAuthentication;
import io.grpcpool.xds.identity.ClientIdentity;
import io.grpcpool.xds.identity.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Confined to the test thread. An unmodified grpc-java channel whose bootstrap names our
 * credentials, and a real server that asks who it is, every second anew.
 */
@Timeout(180)
class SecureControlPlaneTest {

  private static final String CLUSTER = "shop/users/version=1";
  private static final String POOL = "{\"connectionsPerEndpoint\": {\"initial\": 1}}";

  private final TestAuthority authority = new TestAuthority("authority");
  private final Set<String> validTokens = ConcurrentHashMap.newKeySet();
  private final TestBackend backend = TestBackend.start();
  private final TestBackend other = TestBackend.start();
  private Path folder;
  private XdsServer server;
  private XdsNameResolverProvider resolver;
  private ManagedChannel channel;

  @BeforeEach
  void serve(@TempDir Path files) throws Exception {
    folder = files;
    authority
        .issue(Duration.ofHours(1), "dns:localhost")
        .writeTo(file("server.crt"), file("server.key"));
    TestAuthority.writeTo(file("ca.crt"), authority);
    TestAuthority.writeTo(file("clients.crt"), authority);
    server =
        XdsServer.builder()
            .plaintext(null)
            .tls(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                file("server.crt"),
                file("server.key"))
            .authentication(
                new ClientAuthentication(
                    file("clients.crt"),
                    token -> CompletableFuture.completedFuture(judge(token)),
                    Duration.ofSeconds(1)))
            .build()
            .start();
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
    NameResolverRegistry.getDefaultRegistry().deregister(resolver);
    server.close();
    backend.close();
    other.close();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Authentication judge(String token) {
    return validTokens.contains(token)
        ? new Authenticated(ClientIdentity.serviceAccount("shop", token), Instant.MAX)
        : new Refused("unknown");
  }

  private void serveTo(String consumer, TestBackend where) {
    Audience audience = Audience.of(List.of(consumer));
    List<ServedResource> resources =
        Stream.of(
                XdsResources.listener("users", CLUSTER),
                XdsResources.cluster(CLUSTER, POOL),
                XdsResources.endpoints(CLUSTER, Map.of(where.port(), 1)))
            .map(resource -> resource.visibleTo(audience))
            .toList();
    server.publish(new ResourceUpdate(resources, Set.of()));
  }

  private void dial(@Nullable String certificate, @Nullable String key, @Nullable String token) {
    Bootstrap bootstrap =
        Bootstrap.forServer("localhost:" + server.tlsPort())
            .channelCreds(
                new ChannelCreds("tls", file("ca.crt").toString(), certificate, key, token))
            .build();
    Map<?, ?> json = new Gson().fromJson(bootstrap.toJson(), Map.class);
    resolver = XdsNameResolverProvider.createForTest("xds-secure", stringKeys(json));
    NameResolverRegistry.getDefaultRegistry().register(resolver);
    channel =
        Grpc.newChannelBuilder("xds-secure:///users", InsecureChannelCredentials.create()).build();
  }

  @SuppressWarnings("unchecked") // a JSON object's keys are strings
  private static Map<String, ?> stringKeys(Map<?, ?> object) {
    return (Map<String, ?>) object;
  }

  private void writeClient(TestAuthority signer, String name) throws Exception {
    signer.issue(Duration.ofHours(1), name).writeTo(file("client.crt"), file("client.key"));
  }

  private void writeToken(String token) throws Exception {
    Path next = Files.writeString(file("token.next"), token + "\n");
    Files.move(next, file("token"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void showsACertificateAndTheNextOneWhenItIsReplaced() throws Exception {
    writeClient(authority, "dns:first");
    serveTo("dns:first", backend);
    dial(file("client.crt").toString(), file("client.key").toString(), null);
    Calls.one(channel);
    TestAuthority next = new TestAuthority("next");
    TestAuthority.writeTo(file("clients.crt"), authority, next);

    writeClient(next, "dns:second");
    serveTo("dns:second", other);

    eventually(() -> Calls.one(channel) >= 0 && other.calls() > 0);
    assertThat(backend.calls()).isPositive();
  }

  @Test
  void showsATokenAndTheNextOneWhenItIsReplaced() throws Exception {
    validTokens.add("first");
    writeToken("first");
    serveTo("shop/first", backend);
    dial(null, null, file("token").toString());
    Calls.one(channel);

    validTokens.add("second");
    validTokens.remove("first");
    writeToken("second");
    serveTo("shop/second", other);

    eventually(() -> Calls.one(channel) >= 0 && other.calls() > 0);
    assertThat(backend.calls()).isPositive();
  }

  @Test
  void goesOnOverManyStreamsWithoutAFailedCall() throws Exception {
    writeClient(authority, "dns:first");
    serveTo("dns:first", backend);
    dial(file("client.crt").toString(), file("client.key").toString(), null);
    Calls.one(channel);

    try (Calls load = new Calls(channel)) {
      load.keepCalling(4);
      long streams = server.clients().stream().mapToLong(client -> client.stream()).max().orElse(0);
      eventually(
          () -> server.clients().stream().anyMatch(client -> client.stream() >= streams + 3));
      load.stop();
      assertThat(load.failures()).isEmpty();
    }
  }
}
