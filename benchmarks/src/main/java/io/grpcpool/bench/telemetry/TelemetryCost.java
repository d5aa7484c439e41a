package io.grpcpool.bench.telemetry;

import com.sun.management.ThreadMXBean;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.grpc.Status;
import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.client.pool.PoolName;
import io.grpcpool.client.telemetry.PoolTelemetry;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.ResourceUpdate;
import io.grpcpool.xds.ServedResource;
import io.grpcpool.xds.XdsServer;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Confined to the main thread. Tells a real control plane of 10,000 attempts per second, every 200
 * ms, and adds up what that costs the client: the counting, on the thread that calls, and the
 * reports, on threads of their own, by the processor time of both. The control plane's threads are
 * left out.
 */
final class TelemetryCost {

  private static final PoolName POOL = new PoolName("users", "shop/users/version=1");
  private static final String ENDPOINT = "10.0.0.7:50051";
  private static final int CALLS_PER_SECOND = 10_000;
  private static final int WARM_UP = 5_000_000;
  private static final int MEASURED = 20_000_000;
  private static final Duration PACED = Duration.ofSeconds(20);
  private static final int TICKS_PER_SECOND = 100;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SplittableRandom random = new SplittableRandom(1);
  private final XdsServer server;
  private final PoolTelemetry telemetry = new PoolTelemetry();

  private TelemetryCost(XdsServer server) {
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    try (XdsServer server = XdsServer.builder().build().start()) {
      server.publish(
          ResourceUpdate.of(
              ServedResource.of(
                  ResourceType.CLUSTER,
                  POOL.cluster(),
                  Cluster.newBuilder().setName(POOL.cluster()).build())));
      server.telemetry().interval(Duration.ofMillis(200));
      Bootstrap.forServer("127.0.0.1:" + server.port()).build().install();
      new TelemetryCost(server).measure(System.out);
    }
  }

  private void measure(PrintStream out) {
    telemetry.poolOpened(POOL);
    attempts(WARM_UP);
    long before = threads.getCurrentThreadAllocatedBytes();
    long began = threads.getCurrentThreadCpuTime();
    attempts(MEASURED);
    double nanos = (threads.getCurrentThreadCpuTime() - began) / (double) MEASURED;
    double bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (double) MEASURED;
    reportsShare(); // the first reports load classes and open the connection
    double reports = reportsShare();
    double counting = nanos * CALLS_PER_SECOND / 1e9;
    out.printf(
        Locale.ROOT,
        "one attempt, with its two readings of the clock: %.0f ns, %.2f B%n",
        nanos,
        bytes);
    out.printf(Locale.ROOT, "reports every 200 ms: %.3f %% of a core%n", 100 * reports);
    out.printf(
        Locale.ROOT,
        "together at %d attempts per second: %.3f %% of a core%n",
        CALLS_PER_SECOND,
        100 * (counting + reports));
    out.printf(
        "attempts counted by the control plane: %d%n",
        server.telemetry().telemetry(POOL.cluster()).orElseThrow().attempts().ended());
  }

  /** As a connection tells of a call; latencies from 0 to 16 ms. */
  private void attempts(int count) {
    for (int i = 0; i < count; i++) {
      telemetry.attemptStarted(POOL, ENDPOINT);
      long started = System.nanoTime();
      long took = System.nanoTime() - started + (random.nextInt() & 0xff_ffff);
      telemetry.attemptEnded(POOL, ENDPOINT, Status.Code.OK, took);
    }
  }

  private double reportsShare() {
    long before = cpuOfReports();
    long began = System.nanoTime();
    long end = began + PACED.toNanos();
    while (System.nanoTime() < end) {
      attempts(CALLS_PER_SECOND / TICKS_PER_SECOND);
      LockSupport.parkNanos(1_000_000_000L / TICKS_PER_SECOND);
    }
    return (cpuOfReports() - before) / (double) (System.nanoTime() - began);
  }

  /** Of all threads that this process would have without server and without calls. */
  private long cpuOfReports() {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(
            thread ->
                thread != null
                    && (thread.getThreadName().startsWith("grpcpool-telemetry")
                        || thread.getThreadName().startsWith("grpc-")))
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
        .sum();
  }
}
