package io.grpcpool.client.pool;

import io.grpc.Attributes;
import io.grpc.BindableService;
import io.grpc.EquivalentAddressGroup;
import io.grpc.InsecureServerCredentials;
import io.grpc.InternalEquivalentAddressGroup;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Thread-safe. A real server on a loopback socket that counts its connections and can hold its
 * answers back.
 */
public final class TestBackend extends ServerTransportFilter implements AutoCloseable {

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<StreamObserver<byte[]>> held = new ConcurrentLinkedQueue<>();
  private final Server server;
  private final int port;
  private volatile boolean holding;
  private volatile Status answer = Status.OK;

  private TestBackend(InetSocketAddress address, Consumer<NettyServerBuilder> settings) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address, InsecureServerCredentials.create())
            .addTransportFilter(this)
            .addService(
                ServerServiceDefinition.builder("test.Echo")
                    .addMethod(Echo.METHOD, ServerCalls.asyncUnaryCall(this::answer))
                    .build());
    settings.accept(builder);
    try {
      server = builder.build().start();
      this.port = server.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestBackend start() {
    return startOn(0);
  }

  public static TestBackend startOn(int port) {
    return new TestBackend(loopback(port), builder -> {});
  }

  public static TestBackend startWithStreamLimit(int streams) {
    return new TestBackend(
        loopback(0), builder -> builder.maxConcurrentCallsPerConnection(streams));
  }

  /** Sends each connection away by GOAWAY after about a second; its calls may end. */
  static TestBackend startSendingConnectionsAway() {
    return new TestBackend(loopback(0), builder -> builder.maxConnectionAge(1, TimeUnit.SECONDS));
  }

  /** Listens on every address of the loopback network: one server that looks like many. */
  static TestBackend startOnAllAddresses() {
    return new TestBackend(new InetSocketAddress(0), builder -> {});
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** With more services, such as that of grpc.health.v1. */
  static TestBackend startWith(BindableService... services) {
    return new TestBackend(
        loopback(0), builder -> Stream.of(services).forEach(builder::addService));
  }

  public int port() {
    return port;
  }

  /** Connections open now, as the server counts them. */
  public int connections() {
    return connections.get();
  }

  /** Connections accepted since the start. */
  public int accepted() {
    return accepted.get();
  }

  public int calls() {
    return calls.get();
  }

  /** Calls that are held back now. */
  public int heldCalls() {
    return held.size();
  }

  /** The server under one of its addresses, {@code 127.0.x.y}, that is its number's own. */
  EquivalentAddressGroup endpointNumber(int number) {
    return new EquivalentAddressGroup(
        new InetSocketAddress("127.0.%d.%d".formatted(1 + number / 250, 1 + number % 250), port()));
  }

  public EquivalentAddressGroup endpoint() {
    return endpoint(1);
  }

  public EquivalentAddressGroup endpoint(long weight) {
    return new EquivalentAddressGroup(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port()),
        Attributes.newBuilder().set(InternalEquivalentAddressGroup.ATTR_WEIGHT, weight).build());
  }

  /** Answers nothing until {@link #release}. */
  public void hold() {
    holding = true;
  }

  /** Answers the call that is held back longest. */
  public void releaseOne() {
    reply(held.remove());
  }

  /** Answers what is held back, and everything from now on. */
  public void release() {
    holding = false;
    for (StreamObserver<byte[]> call = held.poll(); call != null; call = held.poll()) {
      reply(call);
    }
  }

  /** Ends calls from now on with this status; OK answers them. */
  public void failWith(Status status) {
    answer = status;
  }

  /** Ends calls and connections and stops listening. */
  public void stop() throws InterruptedException {
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    release();
    server.shutdownNow();
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    accepted.incrementAndGet();
    connections.incrementAndGet();
    return attributes;
  }

  @Override
  public void transportTerminated(Attributes attributes) {
    connections.decrementAndGet();
  }

  private void answer(byte[] request, StreamObserver<byte[]> call) {
    calls.incrementAndGet();
    if (holding) {
      // A call that is cut off while it is held may still be answered: to nobody.
      ((ServerCallStreamObserver<byte[]>) call).setOnCancelHandler(() -> {});
      held.add(call);
    } else {
      reply(call);
    }
  }

  private void reply(StreamObserver<byte[]> call) {
    Status ends = answer;
    if (!ends.isOk()) {
      call.onError(ends.asException());
      return;
    }
    call.onNext(Integer.toString(port()).getBytes(StandardCharsets.US_ASCII));
    call.onCompleted();
  }
}
