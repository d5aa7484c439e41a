package io.grpcpool.xds.peer;

import static io.grpcpool.xds.peer.SoftStates.SHOP;
import static io.grpcpool.xds.peer.SoftStates.clients;
import static io.grpcpool.xds.peer.SoftStates.replica;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerTableTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final PeerAddress A = new PeerAddress("10.0.0.1", 15013, "peers");
  private static final PeerAddress B = new PeerAddress("10.0.0.2", 15013, "peers");

  private final PeerTable table = new PeerTable("self");

  @Test
  void countsEachReplica() {
    table.heard(A, replica("a", SHOP, clients(3)), NOON);
    table.heard(B, replica("b", SHOP, clients(4)), NOON);

    assertThat(table.others()).extracting(ReplicaState::replica).containsExactly("a", "b");
  }

  @Test
  void doesNotCountItself() {
    table.heard(A, replica("self", SHOP, clients(3)), NOON);

    assertThat(table.others()).isEmpty();
  }

  @Test
  void countsAReplicaOnceThoughTwoAddressesLeadToIt() {
    table.heard(A, replica("a", SHOP, clients(3)), NOON);
    table.heard(B, replica("a", SHOP, clients(5)), NOON.plusSeconds(1));

    assertThat(table.others()).singleElement().extracting(SoftStates::connected).isEqualTo(5);
  }

  @Test
  void replacesWhatAReplicaSaidWhenItComesBack() {
    table.heard(A, replica("a", SHOP, clients(3)), NOON);
    table.heard(A, replica("a", SHOP, clients(2)), NOON.plusSeconds(5));

    assertThat(table.others()).singleElement().extracting(SoftStates::connected).isEqualTo(2);
  }

  @Test
  void replacesAProcessByTheNextAtItsAddress() {
    table.heard(A, replica("before", SHOP, clients(3)), NOON);

    var changed = table.heard(A, replica("after", new PolicyKey("x", "y"), clients(1)), NOON);

    assertThat(table.others()).extracting(ReplicaState::replica).containsExactly("after");
    assertThat(changed).containsExactlyInAnyOrder(SHOP, new PolicyKey("x", "y"));
  }

  @Test
  void keepsALostReplicaForLessThanTenSeconds() {
    table.heard(A, replica("a", SHOP, clients(3)), NOON);

    assertThat(table.forgetLost(NOON.plus(PeerTable.LOST_AFTER).minusMillis(1))).isEmpty();

    assertThat(table.others()).hasSize(1);
  }

  @Test
  void forgetsAReplicaTenSecondsAfterItsLastWord() {
    table.heard(A, replica("a", SHOP, clients(3)), NOON);
    table.heard(B, replica("b", SHOP, clients(3)), NOON.plusSeconds(4));

    assertThat(table.forgetLost(NOON.plus(Duration.ofSeconds(10)))).containsExactly(SHOP);

    assertThat(table.others()).extracting(ReplicaState::replica).containsExactly("b");
    assertThat(table.find(A)).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void comesToTheSameInWhateverOrderPeersSpeak(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    java.util.Collections.shuffle(order, new java.util.Random(random.nextLong()));

    for (int i : order) {
      PeerAddress address = new PeerAddress("10.0.0." + i, 15013, "peers");
      table.heard(address, replica("r" + i, SHOP, clients(i)), NOON);
      table.heard(address, replica("r" + i, SHOP, clients(i)), NOON);
    }

    assertThat(table.others()).extracting(SoftStates::connected).containsExactly(0, 1, 2, 3, 4);
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }
}
