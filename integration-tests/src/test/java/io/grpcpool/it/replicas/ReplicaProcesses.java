package io.grpcpool.it.replicas;

import static org.awaitility.Awaitility.await;

import io.grpcpool.xds.identity.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Confined to the test's thread. The replicas of one control plane, which call each other by mTLS.
 */
final class ReplicaProcesses implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final List<ReplicaProcess> replicas = new ArrayList<>();

  /** Starts nothing yet. */
  ReplicaProcesses(Path folder, int count) throws IOException {
    TestAuthority authority = new TestAuthority("replicas");
    for (int i = 0; i < count; i++) {
      replicas.add(new ReplicaProcess("replica-" + i, folder, folder.resolve("state"), authority));
    }
  }

  /** Starts those that are down, and waits until each hears all others. */
  void startAll() {
    replicas.stream().filter(replica -> !replica.isUp()).forEach(one -> one.start(replicas));
    awaitAll();
  }

  private void awaitAll() {
    await()
        .atMost(SOON)
        .until(
            () ->
                replicas.stream()
                    .allMatch(one -> one.isReady() && one.heard() == replicas.size() - 1));
  }

  /** Restarts one after another, each when the one before is back. */
  void rollingRestart() {
    for (ReplicaProcess replica : replicas) {
      replica.stop();
      replica.start(replicas);
      awaitAll();
    }
  }

  /** No replica hears another from now on, and no connection ends. */
  void partition() {
    replicas.forEach(ReplicaProcess::stopHearing);
  }

  void heal() {
    replicas.forEach(ReplicaProcess::hearAgain);
  }

  /** Puts a document into the folder of each. */
  void putPolicy(String name, String document) throws IOException {
    for (ReplicaProcess replica : replicas) {
      replica.putPolicy(name, document);
    }
  }

  /** Puts documents into the folder of one, each when the one before is served. */
  void putPoliciesInTurn(int replica, String... names) throws IOException {
    for (String name : names) {
      get(replica).putPolicy(name, ReplicaProcessesIT.POLICY.formatted(name, 1));
      await()
          .atMost(SOON)
          .until(() -> get(replica).versions().keySet().stream().anyMatch(k -> k.endsWith(name)));
    }
  }

  ReplicaProcess get(int replica) {
    return replicas.get(replica);
  }

  /** What each counts as the clients of a policy. */
  List<Integer> clients(String policy) {
    return replicas.stream().map(replica -> replica.clients(policy)).toList();
  }

  /** The streams that each has itself. */
  List<Long> ownClients() {
    return replicas.stream().map(ReplicaProcess::ownClients).toList();
  }

  /** The ports for clients, beginning with that of one replica, as a client may be led to them. */
  Integer[] xdsPortsFrom(int first) {
    return IntStream.range(0, replicas.size())
        .mapToObj(i -> replicas.get((first + i) % replicas.size()).xdsPort())
        .toArray(Integer[]::new);
  }

  @Override
  public void close() throws IOException {
    for (ReplicaProcess replica : replicas) {
      replica.close();
    }
  }
}
