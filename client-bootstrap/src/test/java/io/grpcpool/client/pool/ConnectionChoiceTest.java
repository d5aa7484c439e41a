package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientStreamTracer.StreamInfo;
import io.grpc.LoadBalancer.Subchannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confined to the test thread, which plays the event loop. */
class ConnectionChoiceTest {

  private static final Thread APPLICATION = new Thread("application");

  private final Connection oldest = connection();
  private final Connection middle = connection();
  private final Connection newest = connection();
  private final ConnectionChoice choice = new ConnectionChoice(List.of(oldest, middle, newest));

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

  private static void call(Connection connection, int calls) {
    for (int i = 0; i < calls; i++) {
      connection.load().newClientStreamTracer(StreamInfo.newBuilder().build(), new Metadata());
    }
  }

  private static void writtenByThisThread(Connection connection) {
    ClientStreamTracer call =
        connection.load().newClientStreamTracer(StreamInfo.newBuilder().build(), new Metadata());
    call.streamCreated(Attributes.EMPTY, new Metadata());
    call.streamClosed(Status.OK);
  }

  private static Connection connection() {
    ConnectionLoad load = new ConnectionLoad(() -> 0, new Nobody(), pressed -> {});
    return new Connection(load, health -> new Inert());
  }

  private static final class Nobody implements AttemptObserver {
    @Override
    public boolean isActive() {
      return false;
    }

    @Override
    public void attemptEnded(Status.Code code, long nanos) {}
  }

  private static final class Inert extends Subchannel {
    @Override
    public void shutdown() {}

    @Override
    public void requestConnection() {}

    @Override
    public Attributes getAttributes() {
      return Attributes.EMPTY;
    }
  }
}
