package io.grpcpool.operator.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;
import io.grpcpool.xds.peer.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CutTableTest {

  private static final PolicyId SHOP = new PolicyId("shop", "users");
  private static final String CANARY = "shop/users/version=2";
  private static final Revision AT_TEN = new Revision(CANARY, 10);

  private static final Set<Thread.State> WAITS_OR_IS_DONE =
      Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED);

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
    table.review(SHOP, () -> Optional.of(CutPlans.split(90, 10)));
    table.heard(SHOP, Map.of());

    assertThat(table.capsOf(SHOP)).containsExactly(new TrackCap(CANARY, 10, 0));
  }

  @Test
  void forgetsACutWhenTheWeightIsEdited() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 0));

    table.review(SHOP, () -> Optional.of(CutPlans.split(80, 20)));

    assertThat(table.capsOf(SHOP)).isEmpty();
  }

  @Test
  void doesNotTakeOverACutOfAnEarlierWeight() {
    table.heard(SHOP, Map.of(AT_TEN, 0));

    table.review(SHOP, () -> Optional.of(CutPlans.split(80, 20)));

    assertThat(table.ownOf(SHOP)).isEmpty();
  }

  @Test
  void tellsNobodyWhereNothingChanged() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 0));
    told.clear();

    table.cut(SHOP, new TrackCap(CANARY, 10, 50));
    table.review(SHOP, () -> Optional.of(CutPlans.split(90, 10)));
    table.heard(SHOP, Map.of());

    assertThat(told).isEmpty();
  }

  @Test
  void forgetsThePolicyThatIsGone() {
    table.cut(SHOP, new TrackCap(CANARY, 10, 0));

    table.review(SHOP, Optional::empty);

    assertThat(table.capsOf(SHOP)).isEmpty();
  }

  @Test
  void losesNoCutThatIsDecidedDuringAReview() throws Exception {
    Thread guard = new Thread(() -> table.cut(SHOP, new TrackCap(CANARY, 10, 0)));

    table.review(
        SHOP,
        () -> {
          guard.start();
          await().until(() -> WAITS_OR_IS_DONE.contains(guard.getState()));
          return Optional.of(CutPlans.split(90, 10));
        });
    guard.join();

    assertThat(table.capsOf(SHOP)).containsExactly(new TrackCap(CANARY, 10, 0));
  }
}
