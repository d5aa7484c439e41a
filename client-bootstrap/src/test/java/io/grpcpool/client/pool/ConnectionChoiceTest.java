package io.grpcpool.client.pool;

import static io.grpcpool.client.pool.TestConnections.call;
import static io.grpcpool.client.pool.TestConnections.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confined to the test thread, which plays the event loop. */
class ConnectionChoiceTest {

  private static final Thread APPLICATION = new Thread("application");

  private final Connection oldest = connection();
  private final Connection middle = connection();
  private final Connection newest = connection();
  private final ConnectionChoice choice =
      new ConnectionChoice(0, List.of(oldest, middle, newest), TurnBalance.of(new long[] {1})[0]);

  @Test
  void packsCallsOntoTheOldestConnectionWithRoom() {
    call(oldest, 50);

    assertThat(choice.choose(APPLICATION)).isSameAs(oldest);
  }

  @Test
  void goesToTheNextConnectionOnceTheOldestIsFull() {
    call(oldest, ConnectionLoad.ASSUMED_LIMIT);

    assertThat(choice.choose(APPLICATION)).isSameAs(middle);
  }

  @Test
  void takesTheLeastLoadedWhenAllAreFull() {
    call(oldest, ConnectionLoad.ASSUMED_LIMIT + 5);
    call(middle, ConnectionLoad.ASSUMED_LIMIT + 1);
    call(newest, ConnectionLoad.ASSUMED_LIMIT + 3);

    assertThat(choice.choose(APPLICATION)).isSameAs(middle);
  }

  @Test
  void prefersTheConnectionOfTheCallersOwnEventLoop() {
    writtenByThisThread(newest);

    assertThat(choice.choose(Thread.currentThread())).isSameAs(newest);
    assertThat(choice.choose(APPLICATION)).isSameAs(oldest);
  }

  @Test
  void leavesTheOwnEventLoopWhenItIsClearlyBusier() {
    writtenByThisThread(newest);
    call(newest, 4);

    assertThat(choice.choose(Thread.currentThread())).isSameAs(oldest);
  }

  @Test
  void aimsAtTheTargetOfCallsPerConnection() {
    oldest.load().target(2);
    call(oldest, 2);

    assertThat(choice.choose(APPLICATION)).isSameAs(middle);
  }

  private static void writtenByThisThread(Connection connection) {
    List<ClientStreamTracer> calls = call(connection, 1);
    calls.get(0).streamCreated(Attributes.EMPTY, new Metadata());
    calls.get(0).outboundHeaders();
    end(calls);
  }

  private static Connection connection() {
    return TestConnections.connection(() -> 0);
  }
}
