package io.grpcpool.xds.peer;

import io.grpcpool.xds.peer.PeerExchange.PeerThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thread-safe. A replica that knows what the test tells it, on an ephemeral port of loopback. */
final class TestReplica implements AutoCloseable {

  private final Map<PolicyKey, PolicySoftState> known = new ConcurrentHashMap<>();
  private final Set<PeerAddress> addresses = new CopyOnWriteArraySet<>();
  private final AtomicInteger looksSinceFound = new AtomicInteger();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor();
  private final PeerExchange exchange;

  private TestReplica(@Nullable PeerTls tls, InstantSource clock, Set<String> names) {
    PeerDiscovery discovery =
        new PeerDiscovery() {
          @Override
          public Set<PeerAddress> find() {
            looksSinceFound.incrementAndGet();
            return Set.copyOf(addresses);
          }

          @Override
          public Set<String> names() {
            return names;
          }
        };
    exchange =
        new PeerExchange(
            new PeerSettings(
                "replica",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                tls,
                discovery),
            policy -> Optional.ofNullable(known.get(policy)),
            new PeerThreads(thread, look),
            clock);
  }

  /** Starts one that looks for its peers right away: give it all it is to find before. */
  static TestReplica start(@Nullable PeerTls tls, InstantSource clock, Integer... peers)
      throws IOException {
    TestReplica replica = new TestReplica(tls, clock, Set.of("localhost"));
    replica.addresses.addAll(
        Set.of(peers).stream().map(TestReplica::address).collect(Collectors.toSet()));
    replica.exchange.start();
    return replica;
  }

  static TestReplica start(Integer... peers) throws IOException {
    return start(null, InstantSource.system(), peers);
  }

  private static PeerAddress address(int port) {
    return new PeerAddress("127.0.0.1", port, "localhost");
  }

  void find(int port) {
    addresses.add(address(port));
    looksSinceFound.set(0);
  }

  /** Whether discovery was asked, and what it found acted on, since it was given an address. */
  boolean hasLookedAgain() {
    return looksSinceFound.get() > 1;
  }

  int port() {
    return exchange.port();
  }

  PeerExchange exchange() {
    return exchange;
  }

  void knows(PolicyKey policy, PolicySoftState state) {
    known.put(policy, state);
    exchange.changed(policy);
  }

  void forgets(PolicyKey policy) {
    known.remove(policy);
    exchange.changed(policy);
  }

  /** The clients of a policy that the others tell of. */
  int heardClients() {
    return exchange.others().stream().mapToInt(SoftStates::connected).sum();
  }

  /** Ends as a process does that is killed; closing it again does nothing. */
  void stop() {
    close();
  }

  @Override
  public void close() {
    exchange.close();
    thread.shutdown();
    look.shutdownNow();
  }
}
