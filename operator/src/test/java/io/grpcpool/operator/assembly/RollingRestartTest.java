package io.grpcpool.operator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.operator.http.stats.Stats.ClientStats;
import io.grpcpool.operator.http.stats.Stats.TypeStats;
import io.grpcpool.xds.peer.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three replicas behind one address are restarted one after the other while clients call. */
@Timeout(300)
class RollingRestartTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int CLIENTS = 6;

  @TempDir Path policies;
  @TempDir Path state;

  private final AtomicBoolean calling = new AtomicBoolean(true);
  private final AtomicLong answered = new AtomicLong();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService callers = Executors.newFixedThreadPool(CLIENTS);
  private final List<XdsChannel> clients = new ArrayList<>();
  private NamedBackend backend;
  private ReplicaSet replicas;
  private TcpProxy service;

  @BeforeEach
  void start() throws IOException {
    backend = new NamedBackend("backend");
    Files.writeString(
        policies.resolve("shop.yaml"),
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: shop}
        spec:
          discovery: {static: {endpoints: [{address: 127.0.0.1, port: %d}]}}
          tracks: [{name: main}]
        """
            .formatted(backend.port()));
    replicas = new ReplicaSet(policies, state, 3);
    await().atMost(SOON).until(() -> IntStream.range(0, 3).allMatch(replicas::serves));
    service = new TcpProxy();
    service.leadTo(portsBut(-1));
    for (int i = 0; i < CLIENTS; i++) {
      XdsChannel client = new XdsChannel(service.port(), "shop");
      clients.add(client);
      client.ask();
      callers.execute(() -> callOn(client));
    }
  }

  @AfterEach
  void stop() throws IOException {
    calling.set(false);
    callers.shutdownNow();
    clients.forEach(XdsChannel::close);
    service.close();
    replicas.close();
    backend.close();
  }

  private void callOn(XdsChannel client) {
    while (calling.get()) {
      try {
        client.ask();
        answered.incrementAndGet();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
  }

  private List<Integer> portsBut(int replica) {
    return IntStream.range(0, 3).filter(i -> i != replica).mapToObj(replicas::xdsPort).toList();
  }

  private List<ClientStats> connected() {
    return IntStream.range(0, 3)
        .boxed()
        .flatMap(i -> replicas.stats(i).clients().stream())
        .toList();
  }

  /** What all clients have acknowledged: type, names and version. */
  private Set<String> acknowledged() {
    Set<String> versions = new TreeSet<>();
    for (ClientStats client : connected()) {
      for (TypeStats type : client.types()) {
        versions.add(type.type() + type.names() + "=" + type.ackedVersion());
      }
    }
    return versions;
  }

  @Test
  void costsNoCallAndGivesNoClientAnotherVersionOrConnection() throws Exception {
    await().atMost(SOON).until(() -> acknowledged().size() == 3 && connected().size() == CLIENTS);
    Set<String> before = acknowledged();
    int connectionsBefore = backend.connections();

    for (int i = 0; i < 3; i++) {
      restart(i);
    }
    calling.set(false);
    callers.shutdown();
    assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    assertThat(failures).isEmpty();
    await().atMost(SOON).until(() -> connected().size() == CLIENTS);
    await().atMost(SOON).untilAsserted(() -> assertThat(acknowledged()).isEqualTo(before));
    assertThat(backend.connections()).isEqualTo(connectionsBefore);
  }

  /** As a Deployment does it: out of the Service, ended, started, ready, back into the Service. */
  private void restart(int replica) throws IOException {
    service.leadTo(portsBut(replica));
    replicas.stop(replica);
    replicas.start(replica);
    await().atMost(SOON).until(() -> replicas.serves(replica));
    service.leadTo(portsBut(-1));
    long soFar = answered.get();
    await().atMost(SOON).until(() -> answered.get() > soFar + 100);
    await().atMost(SOON).until(() -> connected().size() == CLIENTS);
  }
}
