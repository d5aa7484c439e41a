package io.grpcpool.it.kubernetes;

import com.ecwid.consul.v1.ConsulClient;
import com.ecwid.consul.v1.agent.model.NewService;
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
import java.util.Map;

/**
 * Thread-safe: the server is. A gRPC server that answers every call with its version, registered in
 * Consul as applications do that use consul-api.
 */
final class VersionBackend implements AutoCloseable {
  private static final MethodDescriptor<String, String> ASK =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Versions/Ask")
          .setRequestMarshaller(new Text())
          .setResponseMarshaller(new Text())
          .build();

  private final Server server;

  private VersionBackend(Server server) {
    this.server = server;
  }

  /** Starts a server and registers it with {@code version} in the service's meta. */
  static VersionBackend start(String service, String version, int consulPort) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(
                ServerServiceDefinition.builder("test.Versions")
                    .addMethod(
                        ASK,
                        ServerCalls.asyncUnaryCall(
                            (request, answer) -> {
                              answer.onNext(version);
                              answer.onCompleted();
                            }))
                    .build())
            .build()
            .start();
    NewService registration = new NewService();
    registration.setName(service);
    registration.setId(service + "-" + version);
    registration.setAddress("127.0.0.1");
    registration.setPort(server.getPort());
    registration.setMeta(Map.of("version", version));
    new ConsulClient("127.0.0.1", consulPort).agentServiceRegister(registration);
    return new VersionBackend(server);
  }

  /** The version that answered one call. */
  static String ask(Channel channel) {
    return ClientCalls.blockingUnaryCall(channel, ASK, CallOptions.DEFAULT.withWaitForReady(), "");
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

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
}
