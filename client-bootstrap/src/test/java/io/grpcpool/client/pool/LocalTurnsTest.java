package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Confined to the test thread, which plays the event loop of the first endpoint. */
class LocalTurnsTest {

  private final LoopConnections loops = new LoopConnections();
  private final Connection own = TestConnections.connection(() -> 0);
  private final Connection other = TestConnections.connection(() -> 0);
  private final List<EndpointView> endpoints = List.of(view("a", own), view("b", other));
  private final Turns turns = turns();
  private final PoolPicker picker = new PoolPicker(endpoints, turns, loops);

  @Test
  void keepsACallOnTheCallersOwnEventLoopForSomeTurns() {
    written(own);

    assertThat(picks(picker, 32)).isEqualTo(32);
  }

  @Test
  void givesTheOtherEndpointItsTurnsAfterThat() {
    written(own);
    picks(picker, 32);

    assertThat(picks(picker, 1_000)).isEqualTo(500);
  }

  @Test
  void followsTheRotationForCallersThatWriteNoConnection() {
    assertThat(picks(picker, 1_000)).isEqualTo(500);
  }

  @Test
  void leavesAConnectionThatALaterPickerDoesNotHave() {
    written(own);

    PoolPicker later =
        new PoolPicker(
            List.of(view("b", other)), new Turns(call -> 0, TurnBalance.of(new long[] {1})), loops);

    assertThat(picks(later, 10)).isZero();
  }

  @Test
  void staysWithABusyConnectionWhoseLimitNobodyKnows() {
    written(own);
    TestConnections.call(own, 2 * ConnectionLoad.ASSUMED_LIMIT);

    assertThat(picks(picker, 32)).isEqualTo(32);
  }

  @Test
  void leavesAConnectionThatIsFull() {
    written(own);
    own.load().target(10);
    TestConnections.call(own, 10);

    assertThat(picks(picker, 100)).isEqualTo(50);
  }

  /** Of so many picks, those that went to the first endpoint. */
  private long picks(PoolPicker from, int picks) {
    return IntStream.range(0, picks)
        .mapToObj(i -> from.pickSubchannel(TestConnections.anyCall()))
        .map(PickResult::getSubchannel)
        .filter(picked -> picked == own.subchannel())
        .count();
  }

  private static void written(Connection connection) {
    ClientStreamTracer call = TestConnections.call(connection, 1).get(0);
    call.streamCreated(Attributes.EMPTY, new Metadata());
    call.outboundHeaders();
    call.streamClosed(Status.OK);
  }

  private static EndpointView view(String address, Connection connection) {
    return new EndpointView(address, 1, SlowStart.FULL, true, List.of(connection), false, null);
  }

  private static Turns turns() {
    long[] weights = {1, 1};
    SmoothWeightedRoundRobin rotation = SmoothWeightedRoundRobin.of(weights, new AtomicInteger());
    return new Turns(call -> rotation.next(), TurnBalance.of(weights));
  }
}
