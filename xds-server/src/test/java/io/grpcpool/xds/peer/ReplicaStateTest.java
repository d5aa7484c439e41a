package io.grpcpool.xds.peer;

import static io.grpcpool.xds.peer.SoftStates.CANARY;
import static io.grpcpool.xds.peer.SoftStates.SHOP;
import static io.grpcpool.xds.peer.SoftStates.clients;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.peer.v1.StateUpdate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicaStateTest {

  private final ReplicaState replica = SoftStates.replica("a", SHOP, clients(3));

  private static StateUpdate says(PolicySoftState state) {
    return StateUpdate.newBuilder().addPolicies(StateMessages.write(SHOP, state)).build();
  }

  @Test
  void forgetsThePolicyOfWhichNothingIsSaidAnyMore() {
    StateUpdate removed = StateUpdate.newBuilder().addRemoved(StateMessages.key(SHOP)).build();

    assertThat(replica.apply(removed)).containsExactly(SHOP);

    assertThat(replica.find(SHOP)).isEmpty();
  }

  @Test
  void tellsOfAPolicyWhoseClientsChanged() {
    assertThat(replica.apply(says(clients(4)))).containsExactly(SHOP);
  }

  @Test
  void tellsOfAPolicyThatIsCut() {
    PolicySoftState cut =
        new PolicySoftState(clients(3).resources(), Map.of(), Map.of(), Map.of(CANARY, 0));

    assertThat(replica.apply(says(cut))).containsExactly(SHOP);
  }

  @Test
  void keepsAnotherLoadAndTellsNobody() {
    var load = Map.of("c", new ClusterLoad(1, 1, 0, 0, 0, 1));
    PolicySoftState loaded = new PolicySoftState(clients(3).resources(), load, Map.of(), Map.of());

    assertThat(replica.apply(says(loaded))).isEmpty();

    assertThat(replica.find(SHOP)).map(PolicySoftState::loads).contains(load);
  }
}
