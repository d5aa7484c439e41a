package io.grpcpool.xds;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.xds.XdsNameResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Thread-safe. An unmodified grpc-java channel that finds its backends over xDS. */
final class JavaClient implements AutoCloseable {

  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private final XdsNameResolverProvider resolver;
  private final ManagedChannel channel;
  private final AtomicBoolean loading = new AtomicBoolean();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<String> last = new AtomicReference<>("");
  private final AtomicReference<StatusRuntimeException> failure = new AtomicReference<>();
  private Thread load = new Thread(() -> {});

  JavaClient(int xdsPort, String target) {
    // The resolver of a scheme has its bootstrap for good, so each client gets a scheme.
    String scheme = "xds-test-" + CLIENTS.incrementAndGet();
    resolver = XdsNameResolverProvider.createForTest(scheme, bootstrap(xdsPort));
    NameResolverRegistry.getDefaultRegistry().register(resolver);
    channel =
        Grpc.newChannelBuilder(scheme + ":///" + target, InsecureChannelCredentials.create())
            .build();
  }

  private static Map<String, ?> bootstrap(int port) {
    return Map.of(
        "xds_servers",
        List.of(
            Map.of(
                "server_uri",
                "127.0.0.1:" + port,
                "channel_creds",
                List.of(Map.of("type", "insecure")),
                "server_features",
                List.of("xds_v3"))),
        "node",
        Map.of("id", "java~test", "locality", Map.of("zone", "a")));
  }

  /** The name of the backend that answered. */
  String call() {
    return ClientCalls.blockingUnaryCall(
            channel,
            Backend.WHO,
            CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS),
            StringValue.getDefaultInstance())
        .getValue();
  }

  /** Calls one after another, without a pause, until {@link #stopLoad}. */
  void startLoad() {
    loading.set(true);
    load = new Thread(this::callOnAndOn, "load");
    load.setDaemon(true);
    load.start();
  }

  private void callOnAndOn() {
    while (loading.get()) {
      try {
        last.set(call());
        calls.incrementAndGet();
      } catch (StatusRuntimeException e) {
        failure.compareAndSet(null, e);
      }
    }
  }

  void stopLoad() throws InterruptedException {
    loading.set(false);
    load.join(30_000);
  }

  /** Who answered the last call of the load. */
  String last() {
    return last.get();
  }

  int calls() {
    return calls.get();
  }

  AtomicReference<StatusRuntimeException> failure() {
    return failure;
  }

  @Override
  public void close() {
    loading.set(false);
    channel.shutdownNow();
    NameResolverRegistry.getDefaultRegistry().deregister(resolver);
  }
}
