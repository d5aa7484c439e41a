package io.grpcpool.xds.peer;

import io.grpc.Server;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: all that changes is confined to the peers' thread, and what others read is swapped
 * by volatile writes. Tells the other replicas what this one knows by its own clients, and gathers
 * what they know by theirs. Nothing is kept, and nobody votes: a replica that is not heard for 10 s
 * does not count.
 */
public final class PeerExchange implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeerExchange.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(2);

  private final PeerSettings settings;
  private final PeerThreads threads;
  private final InstantSource clock;
  private final StateFeed feed;
  private final PeerTable table;
  private final List<Consumer<PolicyKey>> listeners = new CopyOnWriteArrayList<>();
  private volatile List<ReplicaState> others = List.of();
  private volatile List<PeerStatus> peers = List.of();
  private @Nullable PeerLinks links;
  private @Nullable Server server;
  private boolean lookFailed;

  /**
   * Immutable. Where this works.
   *
   * @param peers one thread, whatever the number of replicas
   * @param look one thread that may wait for a name server
   */
  public record PeerThreads(ScheduledExecutorService peers, ScheduledExecutorService look) {}

  /**
   * Opens nothing before {@link #start}.
   *
   * @param source what this replica knows, asked on the peers' thread
   */
  public PeerExchange(
      PeerSettings settings, SoftStateSource source, PeerThreads threads, InstantSource clock) {
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
    // Two runs of one replica are two replicas, as are two processes of one host.
    String self = settings.instance() + "/" + UUID.randomUUID();
    feed = new StateFeed(self, source, threads.peers());
    table = new PeerTable(self);
  }

  /**
   * Listens, and begins to look for the others.
   *
   * @throws IOException if the address cannot be bound or a certificate cannot be read
   */
  public synchronized void start() throws IOException {
    PeerSockets sockets = new PeerSockets(settings, threads.peers());
    links = new PeerLinks(sockets::dial, new Events());
    server = sockets.listen(feed.bindService());
    LOG.info("peers: replica={} listens on port {}", table.self(), server.getPort());
    threads.look().scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    threads.peers().scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The port that the others call; -1 before the start. */
  public synchronized int port() {
    return server == null ? -1 : server.getPort();
  }

  /** What this replica knows of a policy may be something else now. */
  public void changed(PolicyKey policy) {
    feed.changed(policy);
  }

  /** As {@link #changed}, for loads, which change with every report: told within a second. */
  public void loadChanged(PolicyKey policy) {
    feed.changedGradually(policy);
  }

  /** Adds one who is told, on the peers' thread, of policies that the others say something of. */
  public void onChange(Consumer<PolicyKey> listener) {
    listeners.add(listener);
  }

  /** Each other replica that counts, once. */
  public List<ReplicaState> others() {
    return others;
  }

  /** Each address that is called, in order. */
  public List<PeerStatus> peers() {
    return peers;
  }

  private void look() {
    try {
      Set<PeerAddress> found = settings.discovery().find();
      lookFailed = false;
      threads.peers().execute(() -> call(found));
    } catch (UnknownHostException e) {
      if (!lookFailed) {
        lookFailed = true;
        LOG.warn("peers cannot be found, those that are known stay: {}", e.toString());
      }
    } catch (RejectedExecutionException closing) {
      LOG.debug("the peers' thread has ended");
    }
  }

  private void call(Set<PeerAddress> found) {
    try {
      links().wanted(found);
    } catch (RuntimeException bug) {
      LOG.error("peers cannot be called: {}", found, bug);
    }
  }

  private void tick() {
    try {
      Instant now = clock.instant();
      feed.heartbeat();
      links().tick(now);
      Set<PolicyKey> gone = table.forgetLost(now);
      publish();
      tell(gone);
    } catch (RuntimeException bug) {
      // A tick that throws would be the last one, and every peer would seem lost.
      LOG.error("the exchange with peers failed, it goes on", bug);
    }
  }

  private PeerLinks links() {
    PeerLinks made = links;
    if (made == null) {
      throw new IllegalStateException("the exchange with peers has not started");
    }
    return made;
  }

  private void publish() {
    others = table.others();
    peers =
        links().addresses().stream()
            .map(address -> PeerStatus.of(address, links().isUp(address), table.find(address)))
            .toList();
  }

  private void tell(Set<PolicyKey> policies) {
    policies.forEach(policy -> listeners.forEach(listener -> listener.accept(policy)));
  }

  @Override
  public synchronized void close() {
    if (server == null) {
      return;
    }
    try {
      threads.peers().execute(links()::close);
      server.shutdownNow().awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ended) {
      LOG.debug("the peers' thread has ended before its links were closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Confined to the peers' thread. */
  private final class Events implements PeerEvents {

    @Override
    public String self() {
      return table.self();
    }

    @Override
    public Instant now() {
      return clock.instant();
    }

    @Override
    public void heard(PeerAddress address, ReplicaState state, Set<PolicyKey> changed) {
      Set<PolicyKey> replaced = table.heard(address, state, clock.instant());
      if (!replaced.isEmpty() || !changed.isEmpty()) {
        publish();
        tell(replaced);
        tell(changed);
      }
    }
  }
}
