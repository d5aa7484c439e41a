package io.grpcpool.xds.peer;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpcpool.xds.peer.PeerTls.Credentials;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Immutable. Listens for the other replicas and makes channels to them, with one identity. */
final class PeerSockets {

  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
  private static final long KEEPALIVE_SECONDS = 5;

  private final PeerSettings settings;
  private final ScheduledExecutorService thread;
  private final Credentials credentials;

  /**
   * @param thread where every call is served
   * @throws IOException if a certificate cannot be read
   */
  PeerSockets(PeerSettings settings, ScheduledExecutorService thread) throws IOException {
    this.settings = settings;
    this.thread = thread;
    credentials =
        settings.tls() == null
            ? new Credentials(
                InsecureServerCredentials.create(), InsecureChannelCredentials.create())
            : settings.tls().load(thread);
  }

  Server listen(ServerServiceDefinition service) throws IOException {
    ServerServiceDefinition guarded =
        settings.tls() == null
            ? service
            : ServerInterceptors.intercept(
                service, List.of(new PeerNames(settings.discovery().names())));
    return NettyServerBuilder.forAddress(settings.address(), credentials.server())
        .executor(thread)
        .addService(guarded)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .maxConcurrentCallsPerConnection(4)
        .permitKeepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
        .build()
        .start();
  }

  ManagedChannel dial(PeerAddress address) {
    return Grpc.newChannelBuilderForAddress(address.host(), address.port(), credentials.channel())
        .overrideAuthority(address.name())
        .executor(thread)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .disableRetry()
        .build();
  }
}
