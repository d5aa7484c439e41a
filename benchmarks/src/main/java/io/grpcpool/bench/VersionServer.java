package io.grpcpool.bench;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Thread-safe. A backend that answers each call with its version at once. */
final class VersionServer implements AutoCloseable {

  static final MethodDescriptor<String, String> WHO =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("grpcpool.bench.Versions/Who")
          .setRequestMarshaller(new Text())
          .setResponseMarshaller(new Text())
          .build();

  private final String version;
  private final LongAdder calls = new LongAdder();
  private final LongSupplier nanoTime;
  private volatile long lastCall;
  private final HealthStatusManager health = new HealthStatusManager();
  private final Server server;

  VersionServer(String version, LongSupplier nanoTime) throws IOException {
    this.version = version;
    this.nanoTime = nanoTime;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(
                ServerServiceDefinition.builder("grpcpool.bench.Versions")
                    .addMethod(
                        WHO,
                        ServerCalls.asyncUnaryCall(
                            (request, reply) -> {
                              calls.increment();
                              lastCall = this.nanoTime.getAsLong();
                              reply.onNext(this.version);
                              reply.onCompleted();
                            }))
                    .build())
            .addService(health.getHealthService())
            .directExecutor()
            .build()
            .start();
  }

  String version() {
    return version;
  }

  int port() {
    return server.getPort();
  }

  /** Calls answered since the start. */
  long calls() {
    return calls.sum();
  }

  /** The nanosecond time of the last call; 0 before the first. */
  long lastCall() {
    return lastCall;
  }

  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
