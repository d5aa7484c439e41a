package io.grpcpool.xds.peer;

import static io.grpcpool.xds.peer.SoftStates.CANARY;
import static io.grpcpool.xds.peer.SoftStates.SHOP;
import static io.grpcpool.xds.peer.SoftStates.clients;
import static io.grpcpool.xds.peer.SoftStates.cut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class PeerExchangeTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void tellsWhatItKnewBeforeItWasAsked() throws IOException {
    try (TestReplica a = TestReplica.start()) {
      a.knows(SHOP, clients(3));

      try (TestReplica b = TestReplica.start(a.port())) {
        await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isEqualTo(3));
      }
    }
  }

  @Test
  void tellsWhatChangesAndWhatGoes() throws IOException {
    try (TestReplica a = TestReplica.start();
        TestReplica b = TestReplica.start(a.port())) {
      a.knows(SHOP, clients(3));
      await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isEqualTo(3));

      a.knows(SHOP, clients(5));
      await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isEqualTo(5));

      a.forgets(SHOP);
      await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isZero());
    }
  }

  @Test
  void tellsMoreThanOneMessageHolds() throws IOException {
    int policies = 5_000;
    try (TestReplica a = TestReplica.start();
        TestReplica b = TestReplica.start(a.port())) {
      IntStream.range(0, policies)
          .forEach(i -> a.knows(new PolicyKey("shop", "service-" + i), clients(1)));

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(b.exchange().others())
                      .singleElement()
                      .satisfies(other -> assertThat(other.policies()).hasSize(policies)));
    }
  }

  @Test
  void passesACutOnWithinASecond() throws IOException {
    try (TestReplica a = TestReplica.start();
        TestReplica b = TestReplica.start(a.port())) {
      var heard = new CopyOnWriteArrayList<PolicyKey>();
      b.exchange().onChange(heard::add);
      await().atMost(SOON).until(() -> !b.exchange().others().isEmpty());

      a.knows(SHOP, cut(CANARY, 0));

      await().atMost(Duration.ofSeconds(1)).until(() -> heard.contains(SHOP));
      assertThat(b.exchange().others().get(0).find(SHOP)).contains(cut(CANARY, 0));
    }
  }

  @Test
  void doesNotCountItselfAtItsOwnAddress() throws IOException {
    try (TestReplica a = TestReplica.start();
        TestReplica b = TestReplica.start(a.port())) {
      b.find(b.port());
      b.knows(SHOP, clients(9));
      a.knows(SHOP, clients(2));

      await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isEqualTo(2));
      await().atMost(SOON).until(b::hasLookedAgain);
      await().atMost(SOON).untilAsserted(() -> assertThat(b.exchange().peers()).hasSize(1));
      assertThat(b.heardClients()).isEqualTo(2);
    }
  }

  @Test
  void forgetsAPeerTenSecondsAfterItsLastWord() throws IOException {
    var now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
    try (TestReplica a = TestReplica.start()) {
      a.knows(SHOP, clients(3));
      try (TestReplica b = TestReplica.start(null, now::get, a.port())) {
        await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isEqualTo(3));
        a.stop();
        await().atMost(SOON).until(() -> !b.exchange().peers().get(0).connected());

        now.updateAndGet(instant -> instant.plusMillis(9_900));
        assertThat(b.heardClients()).isEqualTo(3);
        now.updateAndGet(instant -> instant.plusMillis(100));

        await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isZero());
      }
    }
  }

  @Test
  void refusesToListenBeyondLoopbackWithoutTls() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PeerSettings(
                    "a", new InetSocketAddress("0.0.0.0", 0), null, new ListedPeers(Set.of())))
        .withMessageContaining("0.0.0.0")
        .withMessageContaining("loopback");
  }
}
