package io.grpcpool.operator.assembly;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. A server on loopback that has every method and refuses each call as UNAVAILABLE,
 * until it is told to answer.
 */
final class OrdersBackend extends HandlerRegistry implements AutoCloseable {

  private final AtomicInteger calls = new AtomicInteger();
  private final ConnectionCount connections = new ConnectionCount();
  private final Server server;
  private volatile boolean answering;
  private volatile Duration lastTimeout = Duration.ZERO;

  OrdersBackend() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .fallbackHandlerRegistry(this)
            .addTransportFilter(connections)
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  /** Begins to answer calls. */
  void answer() {
    answering = true;
  }

  /** The connections that were ever made to it. */
  int connections() {
    return connections.get();
  }

  /** Attempts that arrived. */
  int calls() {
    return calls.get();
  }

  /** The time that the last attempt was given. */
  Duration lastTimeout() {
    return lastTimeout;
  }

  /** Makes one call that may take 60 s, and says how it ended. */
  Status.Code call(Channel channel, String method) {
    CallOptions options =
        CallOptions.DEFAULT.withWaitForReady().withDeadlineAfter(60, TimeUnit.SECONDS);
    try {
      ClientCalls.blockingUnaryCall(channel, descriptor(method), options, new byte[0]);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Override
  public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
    return ServerMethodDefinition.create(
        descriptor(method), ServerCalls.asyncUnaryCall(this::serve));
  }

  private void serve(byte[] request, StreamObserver<byte[]> response) {
    calls.incrementAndGet();
    lastTimeout =
        Duration.ofMillis(Context.current().getDeadline().timeRemaining(TimeUnit.MILLISECONDS));
    if (answering) {
      response.onNext(request);
      response.onCompleted();
    } else {
      response.onError(Status.UNAVAILABLE.asException());
    }
  }

  private static MethodDescriptor<byte[], byte[]> descriptor(String method) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(method)
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Immutable. Bytes as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      return new byte[0];
    }
  }
}
