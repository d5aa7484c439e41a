package io.grpcpool.operator.status.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.grpcpool.operator.status.Leadership;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. The holder of a Lease leads. A replica that loses it, because the API server was
 * away for example, stands again; it goes on serving clients all the while, which is why the
 * election is not left to the operator framework: that one ends the process.
 */
public final class LeaseLeadership implements Leadership {

  /** The Lease's name. */
  public static final String LEASE = "grpcpool-leader";

  private static final Logger LOG = LoggerFactory.getLogger(LeaseLeadership.class);
  private static final Duration LEASE_DURATION = Duration.ofSeconds(15);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private final ScheduledExecutorService scheduler;
  private volatile boolean leader;
  private volatile boolean closed;
  private volatile @Nullable CompletableFuture<?> election;
  private volatile @Nullable LeaderElector candidate;

  /**
   * Connects nowhere before {@link #start}.
   *
   * @param identity of this replica, unique among them
   * @param scheduler runs elections; not closed here
   */
  public LeaseLeadership(
      KubernetesClient client,
      String namespace,
      String identity,
      ScheduledExecutorService scheduler) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
    this.scheduler = scheduler;
  }

  @Override
  public void start(Runnable onLead) {
    LeaderElector elector = elector(onLead);
    candidate = elector;
    CompletableFuture<?> running = elector.start();
    election = running;
    running.whenComplete((done, error) -> standAgain(onLead, error));
  }

  private LeaderElector elector(Runnable onLead) {
    return client
        .leaderElector()
        .withConfig(
            new LeaderElectionConfigBuilder()
                .withName(LEASE)
                .withLeaseDuration(LEASE_DURATION)
                .withRenewDeadline(RENEW_DEADLINE)
                .withRetryPeriod(RETRY)
                .withReleaseOnCancel(false)
                .withLock(new LeaseLock(namespace, LEASE, identity))
                .withLeaderCallbacks(
                    new LeaderCallbacks(
                        () -> lead(onLead),
                        () -> leader = false,
                        other -> LOG.debug("lease={} leader={}", LEASE, other)))
                .build())
        .build();
  }

  private void lead(Runnable onLead) {
    leader = true;
    LOG.info("lease={} leader={} this replica writes status", LEASE, identity);
    onLead.run();
  }

  private void standAgain(Runnable onLead, @Nullable Throwable error) {
    leader = false;
    if (!closed) {
      LOG.warn("lease={} election ended, standing again", LEASE, error);
      scheduler.schedule(() -> start(onLead), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public boolean isLeader() {
    return leader;
  }

  /** Gives the Lease back, so that another replica need not wait until it expires. */
  @Override
  public void close() {
    closed = true;
    CompletableFuture<?> running = election;
    LeaderElector elector = candidate;
    if (running == null || elector == null) {
      return;
    }
    boolean led = leader;
    running.cancel(true);
    if (led) {
      release(elector);
    }
  }

  private static void release(LeaderElector elector) {
    try {
      elector.release();
    } catch (KubernetesClientException e) {
      LOG.debug("lease={} could not be given back and expires by itself", LEASE, e);
    }
  }
}
