package io.grpcpool.bench.pool;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Confined to the main thread, except for the calls. The servers of a load, in a process of their
 * own: {@code SERVERS STREAMS MILLIS}, where STREAMS is each connection's limit (0: none) and
 * MILLIS the time that a call takes. Prints the ports and ends with its standard input.
 */
final class BackendMain {

  private final int streams;
  private final int millis;
  private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor();

  private BackendMain(int streams, int millis) {
    this.streams = streams;
    this.millis = millis;
  }

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    BackendMain backend = new BackendMain(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    List<Server> servers = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      servers.add(backend.start());
    }
    System.out.println(
        servers.stream()
            .map(server -> Integer.toString(server.getPort()))
            .collect(Collectors.joining(" ")));
    while (System.in.read() >= 0) {
      // Whoever started this closes the stream, by intent or by its own end.
    }
    System.exit(0);
  }

  private Server start() throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .directExecutor()
            .addService(
                ServerServiceDefinition.builder(Echo.SERVICE)
                    .addMethod(Echo.CALL, ServerCalls.asyncUnaryCall(this::answer))
                    .build());
    if (streams > 0) {
      builder.maxConcurrentCallsPerConnection(streams);
    }
    return builder.build().start();
  }

  private void answer(byte[] request, StreamObserver<byte[]> reply) {
    if (millis == 0) {
      complete(request, reply);
    } else {
      work.schedule(() -> complete(request, reply), millis, TimeUnit.MILLISECONDS);
    }
  }

  private static void complete(byte[] request, StreamObserver<byte[]> reply) {
    reply.onNext(request);
    reply.onCompleted();
  }
}
