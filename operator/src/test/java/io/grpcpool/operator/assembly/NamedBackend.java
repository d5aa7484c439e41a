package io.grpcpool.operator.assembly;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Thread-safe. A gRPC server on loopback that answers every call with its own name. */
final class NamedBackend implements AutoCloseable {

  private static final MethodDescriptor<String, String> WHO =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Backend/Who")
          .setRequestMarshaller(new Text())
          .setResponseMarshaller(new Text())
          .build();

  private final ConnectionCount connections = new ConnectionCount();
  private final Server server;

  /** Immutable. Texts as UTF-8. */
  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  NamedBackend(String name) throws IOException {
    this(name, "127.0.0.1");
  }

  NamedBackend(String name, String address) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(address, 0))
            .addService(
                ServerServiceDefinition.builder("test.Backend")
                    .addMethod(
                        WHO,
                        ServerCalls.asyncUnaryCall(
                            (request, response) -> {
                              response.onNext(name);
                              response.onCompleted();
                            }))
                    .build())
            .addTransportFilter(connections)
            .build()
            .start();
  }

  /** The connections that were ever made to it. */
  int connections() {
    return connections.get();
  }

  int port() {
    return server.getPort();
  }

  /** Who answers one call on this channel. */
  static String ask(Channel channel) {
    CallOptions options =
        CallOptions.DEFAULT.withWaitForReady().withDeadlineAfter(60, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, WHO, options, "");
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
