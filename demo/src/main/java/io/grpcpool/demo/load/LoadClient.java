package io.grpcpool.demo.load;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpcpool.client.GrpcPool;
import io.grpcpool.demo.backend.UserService;
import io.grpcpool.demo.measure.EndpointConnections;
import io.grpcpool.demo.measure.LoadReportJson;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Confined to its own process. The client: an application with the library, which dials {@code
 * xds:///SERVICE} with the bootstrap that {@code GRPC_XDS_BOOTSTRAP} names, sends a steady load and
 * prints a report as a line of JSON every 100 ms. It prints {@code ready} after its first answer
 * and ends when its standard input does.
 */
public final class LoadClient {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(30);
  private static final Duration REPORT_EVERY = Duration.ofMillis(100);

  private LoadClient() {}

  /**
   * Runs the load until it is ended.
   *
   * @param args the service to dial, and the calls to start per second
   */
  public static void main(String[] args) throws IOException {
    String service = args[0];
    int callsPerSecond = Integer.parseInt(args[1]);
    ManagedChannel channel = GrpcPool.channel(service);
    firstCall(channel);
    System.out.println("ready");

    ScheduledExecutorService oneThread = Executors.newSingleThreadScheduledExecutor();
    new OpenLoop(channel, InstantSource.system(), () -> connections(service))
        .run(
            oneThread,
            callsPerSecond,
            REPORT_EVERY,
            report -> System.out.println(LoadReportJson.write(report)));

    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void firstCall(ManagedChannel channel) {
    CallOptions options =
        CallOptions.DEFAULT
            .withWaitForReady()
            .withDeadlineAfter(FIRST_ANSWER.toSeconds(), TimeUnit.SECONDS);
    ClientCalls.blockingUnaryCall(channel, UserService.GET, options, "first");
  }

  private static List<EndpointConnections> connections(String service) {
    return GrpcPool.pool(service).stats().stream()
        .flatMap(
            pool ->
                pool.endpoints().stream()
                    .map(
                        endpoint ->
                            new EndpointConnections(
                                pool.name().cluster(), endpoint.address(), endpoint.connections())))
        .toList();
  }
}
