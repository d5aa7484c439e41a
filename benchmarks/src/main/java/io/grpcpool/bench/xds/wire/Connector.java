package io.grpcpool.bench.xds.wire;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.File;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Opens connections to loopback on one thread that all of them share. */
public final class Connector implements AutoCloseable {

  private static final int HANDSHAKE_SECONDS = 120;

  private final EventLoopGroup loop;
  private final @Nullable SslContext tls;

  private Connector(@Nullable SslContext tls) {
    this.tls = tls;
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("raw-clients", true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** Connections without TLS. */
  public static Connector plaintext() {
    return new Connector(null);
  }

  /**
   * Connections with TLS, each with a full handshake.
   *
   * @param trusted the certificate of the server
   */
  public static Connector tls(File trusted) throws SSLException {
    return new Connector(
        SslContextBuilder.forClient()
            .trustManager(trusted)
            .endpointIdentificationAlgorithm(null)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    "h2"))
            .build());
  }

  /** Begins to connect; {@code call} hears what becomes of it. */
  public void connect(int port, String path, RawCall call) {
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, HANDSHAKE_SECONDS * 1000)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    addTls(channel);
                    channel.pipeline().addLast(new RawConnection(path, tls != null, call));
                  }
                })
            .connect("127.0.0.1", port);
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            call.disconnected();
          }
        });
  }

  private void addTls(Channel channel) {
    if (tls != null) {
      // Without a host and a port there is no session to resume.
      var handler = tls.newHandler(channel.alloc());
      handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
      channel.pipeline().addLast(handler);
    }
  }

  /** Runs something on the thread of the connections. */
  public void run(Runnable action) {
    loop.execute(action);
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
