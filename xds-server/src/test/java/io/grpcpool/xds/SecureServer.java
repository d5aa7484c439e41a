package io.grpcpool.xds;

import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.grpcpool.xds.identity.ClientAuthentication;
import io.grpcpool.xds.identity.TestAuthority;
import io.grpcpool.xds.identity.TestAuthority.Issued;
import io.grpcpool.xds.identity.TokenAuthenticator;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Confined to the test's thread. A server with TLS, its files, and its raw clients. */
final class SecureServer implements AutoCloseable {

  static final Duration LONGEST_STREAM = Duration.ofMinutes(30);

  final TestAuthority servers = new TestAuthority("servers");
  final TestAuthority clients = new TestAuthority("clients");
  final Path chain;
  final Path key;
  final Path clientCa;
  final ManualScheduler time = new ManualScheduler();
  final MockClock monotonic = new MockClock();
  final XdsServer server;
  private final Path serverCa;
  private final List<RawClient> connected = new ArrayList<>();
  private int files;

  SecureServer(Path folder, @Nullable TokenAuthenticator tokens) throws IOException {
    chain = folder.resolve("tls.crt");
    key = folder.resolve("tls.key");
    clientCa = folder.resolve("clients.crt");
    serverCa = folder.resolve("servers.crt");
    servers.issue(Duration.ofHours(1), "dns:localhost").writeTo(chain, key);
    TestAuthority.writeTo(clientCa, clients);
    TestAuthority.writeTo(serverCa, servers);
    server =
        XdsServer.builder()
            .tls(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), chain, key)
            .authentication(new ClientAuthentication(clientCa, tokens, LONGEST_STREAM))
            .scheduler(time)
            .meters(new SimpleMeterRegistry(SimpleConfig.DEFAULT, monotonic))
            .build()
            .start();
  }

  /** An entry for {@code Audience} may name this client. */
  RawClient connectAs(String... names) throws IOException {
    return connect(clients.issue(Duration.ofHours(1), names));
  }

  RawClient connect(Issued client) throws IOException {
    return connected(channel(client));
  }

  RawClient connectWithToken(String token) throws IOException {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return connected(channel(null, MetadataUtils.newAttachHeadersInterceptor(headers)));
  }

  RawClient connectWithNothing() throws IOException {
    return connected(channel(null));
  }

  RawClient connectInPlaintext() {
    RawClient client = new RawClient(server.port(), RawClient.NODE, Integer.MAX_VALUE);
    connected.add(client);
    return client;
  }

  private RawClient connected(ManagedChannel channel) {
    RawClient client = new RawClient(channel, RawClient.NODE, Integer.MAX_VALUE);
    connected.add(client);
    return client;
  }

  ManagedChannel channel(@Nullable Issued client, ClientInterceptor... interceptors)
      throws IOException {
    TlsChannelCredentials.Builder tls =
        TlsChannelCredentials.newBuilder().trustManager(serverCa.toFile());
    if (client != null) {
      Path folder = serverCa.resolveSibling("client-" + ++files);
      Path certificate = folder.resolveSibling(folder.getFileName() + ".crt");
      Path privateKey = folder.resolveSibling(folder.getFileName() + ".key");
      client.writeTo(certificate, privateKey);
      tls.keyManager(certificate.toFile(), privateKey.toFile());
    }
    return Grpc.newChannelBuilderForAddress("localhost", server.tlsPort(), tls.build())
        .intercept(interceptors)
        .build();
  }

  void publish(ServedResource... upserts) {
    server.publish(ResourceUpdate.of(upserts));
  }

  @Override
  public void close() {
    connected.forEach(RawClient::close);
    server.close();
    time.shutdownNow();
  }
}
