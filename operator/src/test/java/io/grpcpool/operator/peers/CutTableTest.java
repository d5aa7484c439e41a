package io.grpcpool.operator.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;
import io.grpcpool.xds.peer.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutTableTest {

  private static final PolicyId SHOP = new PolicyId("shop", "users");
  private static final String CANARY = "shop/users/version=2";
  private static final Revision AT_TEN = new Revision(CANARY, 10);

  private final CutTable table = new CutTable();
  private final List<PolicyId> told = new ArrayList<>();

  @BeforeEach
  void listen() {
    table.onChange(told::add);
  }

  @Test
  void holdsACutThatIsDecidedHereAtOnce() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 0));

    assertThat(table.capsOf(SHOP)).containsExactly(new TrackCap(CANARY, 10, 0));
    assertThat(told).containsExactly(SHOP);
  }

  @Test
  void holdsACutThatAnotherReplicaTellsOf() {
    table.heard(SHOP, Map.of(AT_TEN, 300));

    assertThat(table.capsOf(SHOP)).containsExactly(new TrackCap(CANARY, 10, 300));
    assertThat(told).containsExactly(SHOP);
  }

  @Test
  void neverRaisesACutOfItsOwn() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 100));
    table.cut(SHOP, new TrackCap(CANARY, 10, 900));

    assertThat(table.ownOf(SHOP)).isEqualTo(Map.of(AT_TEN, 100));
  }

  @Test
  void standsForACutWhenTheReplicaThatDecidedItIsLost() {
    table.heard(SHOP, Map.of(AT_TEN, 0));
    table.served(SHOP, CutPlans.split(90, 10));
    table.heard(SHOP, Map.of());

    assertThat(table.capsOf(SHOP)).containsExactly(new TrackCap(CANARY, 10, 0));
  }

  @Test
  void forgetsACutWhenTheWeightIsEdited() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 0));

    table.served(SHOP, CutPlans.split(80, 20));

    assertThat(table.capsOf(SHOP)).isEmpty();
  }

  @Test
  void doesNotTakeOverACutOfAnEarlierWeight() {
    table.heard(SHOP, Map.of(AT_TEN, 0));

    table.served(SHOP, CutPlans.split(80, 20));

    assertThat(table.ownOf(SHOP)).isEmpty();
  }

  @Test
  void tellsNobodyWhereNothingChanged() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 0));
    told.clear();

    table.cut(SHOP, new TrackCap(CANARY, 10, 50));
    table.served(SHOP, CutPlans.split(90, 10));
    table.heard(SHOP, Map.of());

    assertThat(told).isEmpty();
  }

  @Test
  void forgetsThePolicyThatIsGone() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 0));

    table.gone(SHOP);

    assertThat(table.capsOf(SHOP)).isEmpty();
  }
}
