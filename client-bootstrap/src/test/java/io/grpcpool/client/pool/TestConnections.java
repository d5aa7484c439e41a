package io.grpcpool.client.pool;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientStreamTracer.StreamInfo;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stateless. Connections without a socket, and calls on them. */
final class TestConnections {

  private TestConnections() {}

  static Connection connection(LongSupplier nanoTime) {
    return connection(nanoTime, 1);
  }

  static Connection connection(LongSupplier nanoTime, double ageShare) {
    ConnectionLoad load = new ConnectionLoad(nanoTime, new Nobody(), pressed -> {});
    return new Connection(load, ageShare, health -> new Inert());
  }

  /** Begins calls, which are counted before their streams exist. */
  static List<ClientStreamTracer> call(Connection connection, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(
            i ->
                connection
                    .load()
                    .newClientStreamTracer(StreamInfo.newBuilder().build(), new Metadata()))
        .toList();
  }

  static void end(List<ClientStreamTracer> calls) {
    calls.forEach(call -> call.streamClosed(Status.OK));
  }

  /** A call that asks for a connection. */
  static PickSubchannelArgs anyCall() {
    return withHeaders(new Metadata());
  }

  /** The same, with these headers. */
  static PickSubchannelArgs withHeaders(Metadata headers) {
    return new Asking(headers);
  }

  private static final class Asking extends PickSubchannelArgs {
    private final Metadata headers;

    Asking(Metadata headers) {
      this.headers = headers;
    }

    @Override
    public CallOptions getCallOptions() {
      return CallOptions.DEFAULT;
    }

    @Override
    public Metadata getHeaders() {
      return headers;
    }

    @Override
    public MethodDescriptor<?, ?> getMethodDescriptor() {
      return Echo.METHOD;
    }
  }

  private static final class Nobody implements AttemptObserver {
    @Override
    public boolean attemptStarted() {
      return false;
    }

    @Override
    public CircuitBreaker.@Nullable Phase circuitPhase() {
      return null;
    }

    @Override
    public void attemptEnded(CircuitBreaker.@Nullable Phase begunIn, Status.Code code) {}

    @Override
    public void attemptTimed(Status.Code code, long nanos) {}
  }

  private static final class Inert extends Subchannel {
    @Override
    public void shutdown() {}

    @Override
    public void requestConnection() {}

    @Override
    public Attributes getAttributes() {
      return Attributes.EMPTY;
    }
  }
}
