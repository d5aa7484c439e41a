package io.grpcpool.operator.assembly;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.xds.XdsNameResolverProvider;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. An unmodified grpc-java xDS channel with a bootstrap of its own. */
final class XdsChannel implements AutoCloseable {

  private static final AtomicInteger SCHEMES = new AtomicInteger();

  private final XdsNameResolverProvider resolver;
  private final ManagedChannel channel;

  XdsChannel(int xdsPort, String target) {
    this(xdsPort, target, "");
  }

  /**
   * @param zone where the client says that it is
   */
  XdsChannel(int xdsPort, String target, String zone) {
    String scheme = "xds-test-" + SCHEMES.incrementAndGet();
    resolver =
        XdsNameResolverProvider.createForTest(scheme, XdsBootstrap.of(xdsPort, scheme, zone));
    NameResolverRegistry.getDefaultRegistry().register(resolver);
    channel =
        Grpc.newChannelBuilder(scheme + ":///" + target, InsecureChannelCredentials.create())
            .build();
  }

  Channel channel() {
    return channel;
  }

  /** Who answers one call. */
  String ask() {
    return NamedBackend.ask(channel);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    NameResolverRegistry.getDefaultRegistry().deregister(resolver);
  }
}
