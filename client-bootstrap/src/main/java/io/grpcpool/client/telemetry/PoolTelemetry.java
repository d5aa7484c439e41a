package io.grpcpool.client.telemetry;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpcpool.client.bootstrap.ControlPlaneServer;
import io.grpcpool.client.bootstrap.InstalledBootstrap;
import io.grpcpool.client.credentials.ControlPlaneCredentials;
import io.grpcpool.client.pool.PoolListener;
import io.grpcpool.client.pool.PoolName;
import io.grpcpool.client.pool.PoolRegistry;
import io.grpcpool.client.pool.PoolStats;
import io.grpcpool.telemetry.v1.Client;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: attempts are counted where they end, all else happens on the telemetry thread. Tells
 * the control plane of the bootstrap what the pools of this process do, from the first pool that it
 * configures to the last.
 *
 * <p>{@code "grpcpool": {"telemetry": false}} in the bootstrap turns it off. Calls are never in its
 * way: it has a channel and a thread of its own, and where the control plane cannot be reached it
 * counts on and comes again later.
 */
public final class PoolTelemetry implements PoolListener {

  private static final Logger LOG = Logger.getLogger(PoolTelemetry.class.getName());

  private static final int MOST_SECONDS_SILENT = 30;

  private final Supplier<List<PoolStats>> pools;
  private final Supplier<Optional<ControlPlaneServer>> server;
  private final ScheduledExecutorService thread;
  private final AttemptRecorder attempts = new AttemptRecorder();
  private final ControlPlaneCredentials credentials = new ControlPlaneCredentials();
  private final ReportSequence reports;
  private final String instance = UUID.randomUUID().toString();

  private volatile boolean counting;
  private int openPools;
  private @Nullable TelemetryLink link;

  /** Called by the ServiceLoader; opens nothing. */
  public PoolTelemetry() {
    this(
        () -> PoolRegistry.process().stats(),
        () -> InstalledBootstrap.ofProcess().telemetryServer(),
        daemon());
  }

  /**
   * @param pools the live pools
   * @param server the control plane; empty: there is none, or it must not be told
   */
  PoolTelemetry(
      Supplier<List<PoolStats>> pools,
      Supplier<Optional<ControlPlaneServer>> server,
      ScheduledExecutorService thread) {
    this.pools = pools;
    this.server = server;
    this.thread = thread;
    this.reports = new ReportSequence(attempts, () -> PoolStates.of(pools.get()), System::nanoTime);
  }

  /** One thread that ends when there is nothing to do, and keeps no process alive. */
  static ScheduledExecutorService daemon() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "grpcpool-telemetry");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(MOST_SECONDS_SILENT, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  @Override
  public void poolOpened(PoolName pool) {
    if (isConfigured(pool)) {
      counting = true; // until it is known that nobody wants to hear of it
      thread.execute(this::opened);
    }
  }

  @Override
  public void poolClosed(PoolName pool) {
    if (isConfigured(pool)) {
      thread.execute(this::closed);
    }
  }

  @Override
  public boolean hearsAttempts() {
    return counting;
  }

  @Override
  public void attemptStarted(PoolName pool, String endpoint) {
    if (isConfigured(pool)) {
      attempts.started(pool.cluster());
    }
  }

  @Override
  public void attemptEnded(PoolName pool, String endpoint, Status.Code code, long nanos) {
    if (isConfigured(pool)) {
      attempts.ended(pool.cluster(), code, nanos);
    }
  }

  private static boolean isConfigured(PoolName pool) {
    return !pool.cluster().isEmpty();
  }

  private void opened() {
    if (openPools++ == 0) {
      try {
        link = server.get().flatMap(this::connect).orElse(null);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "pools work without telemetry", e);
      }
      counting = link != null;
    }
  }

  private void closed() {
    if (--openPools == 0 && link != null) {
      counting = false;
      link.close();
      link = null;
    }
  }

  private Optional<TelemetryLink> connect(ControlPlaneServer found) {
    Optional<ChannelCredentials> creds = credentials.of(found.channelCreds());
    if (creds.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "pools work without telemetry: no entry of channel_creds is of a known type: {0}",
          found.channelCreds());
    }
    return creds.map(known -> connect(found, known));
  }

  private TelemetryLink connect(ControlPlaneServer found, ChannelCredentials creds) {
    ManagedChannel channel =
        Grpc.newChannelBuilder(found.uri(), creds)
            .directExecutor()
            .keepAliveTime(MOST_SECONDS_SILENT, TimeUnit.SECONDS)
            .build();
    TelemetryLink opened =
        new TelemetryLink(
            channel,
            Client.newBuilder().setInstance(instance).setNode(found.nodeId()).build(),
            reports,
            new Redials(new SplittableRandom()),
            thread);
    opened.open();
    return opened;
  }
}
