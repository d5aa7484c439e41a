package io.grpcpool.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.ClientStreamTracer.StreamInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Confined to the test thread. */
class ConnectionLoadTest {

  private final AtomicLong now = new AtomicLong();
  private final List<Status.Code> ended = new ArrayList<>();
  private final List<ConnectionLoad> pressed = new ArrayList<>();
  private final ConnectionLoad load = new ConnectionLoad(now::get, new Recorder(), pressed::add);

  @Test
  void countsACallFromItsTracerToItsEndExactlyOnce() {
    ClientStreamTracer call = newCall();

    assertThat(load.inFlight()).isEqualTo(1);
    call.streamClosed(Status.OK);
    call.streamClosed(Status.CANCELLED);

    assertThat(load.inFlight()).isZero();
    assertThat(ended).containsExactly(Status.Code.OK);
  }

  @Test
  void countsACallWhoseStreamNeverCameToBe() {
    newCall().streamClosed(Status.UNAVAILABLE);

    assertThat(load.inFlight()).isZero();
    assertThat(load.waiting()).isZero();
  }

  @Test
  void countsACallCancelledInTheQueueAsNoLongerWaiting() {
    ClientStreamTracer call = queuedCall();

    call.streamClosed(Status.CANCELLED);

    assertThat(load.waiting()).isZero();
    assertThat(load.inFlight()).isZero();
  }

  @Test
  void doesNotComplainAboutASingleCall() {
    queuedCall();

    assertThat(pressed).isEmpty();
  }

  @Test
  void complainsOnceOfCallsThatWaitUntilItIsUnwatched() {
    sentCall();
    queuedCall();
    queuedCall();
    assertThat(pressed).hasSize(1);

    load.unwatch();
    queuedCall();

    assertThat(pressed).hasSize(2);
  }

  @Test
  void complainsAnewOfCallsThatBeganToWaitUnderWatch() {
    sentCall();
    queuedCall();
    queuedCall();

    load.unwatchUnlessWaiting();

    assertThat(pressed).hasSize(2);
  }

  @Test
  void hasNothingToComplainOfWhenNoCallWaits() {
    sentCall();
    queuedCall().streamClosed(Status.CANCELLED);

    load.unwatchUnlessWaiting();

    assertThat(pressed).hasSize(1);
  }

  @Test
  void learnsTheServersLimitFromTheCallsThatDoNotWait() {
    sentCall();
    sentCall();
    queuedCall();

    load.learnLimit();

    assertThat(load.hasRoom()).isFalse();
  }

  @Test
  void raisesALimitThatTurnsOutTooLow() {
    sentCall();
    ClientStreamTracer waiting = queuedCall();
    load.learnLimit();

    waiting.outboundHeaders();
    waiting.streamClosed(Status.OK);

    assertThat(load.hasRoom()).isTrue();
  }

  @Test
  void forgetsTheLimitWithTheConnection() {
    sentCall();
    queuedCall();
    load.learnLimit();

    load.opened();

    assertThat(load.hasRoom()).isTrue();
  }

  @Test
  void tellsABurstFromCallsThatWaitAllThroughTheWindow() {
    sentCall();
    ClientStreamTracer first = queuedCall();
    load.beginWindow();
    first.outboundHeaders();
    queuedCall();

    assertThat(load.queuedThroughout()).isFalse();
    assertThat(load.movedInWindow()).isTrue();
  }

  @Test
  void isFullAtItsTarget() {
    load.target(2);
    sentCall();
    assertThat(load.hasRoom()).isTrue();

    sentCall();
    sentCall();

    assertThat(load.hasRoom()).isFalse();
    assertThat(load.overTarget()).isTrue();
    assertThat(pressed).hasSize(1);
  }

  @Test
  void isIdleFromTheEndOfTheLastCall() {
    ClientStreamTracer call = sentCall();
    now.set(100);
    assertThat(load.idleNanos(150)).isZero();

    call.streamClosed(Status.OK);

    assertThat(load.idleNanos(150)).isEqualTo(50);
  }

  @Test
  void knowsTheThreadThatWritesItsStreams() {
    sentCall();

    assertThat(load.isWrittenBy(Thread.currentThread())).isTrue();
  }

  @Test
  void knowsNoEventLoopWhereStreamsAreWrittenByManyThreads() throws InterruptedException {
    sentCall();
    Thread other = new Thread(this::sentCall);
    other.start();
    other.join();

    assertThat(load.isWrittenBy(Thread.currentThread())).isFalse();
    assertThat(load.isWrittenBy(other)).isFalse();
  }

  private ClientStreamTracer newCall() {
    return load.newClientStreamTracer(StreamInfo.newBuilder().build(), new Metadata());
  }

  private ClientStreamTracer queuedCall() {
    ClientStreamTracer call = newCall();
    call.streamCreated(Attributes.EMPTY, new Metadata());
    return call;
  }

  private ClientStreamTracer sentCall() {
    ClientStreamTracer call = queuedCall();
    call.outboundHeaders();
    return call;
  }

  private final class Recorder implements AttemptObserver {
    @Override
    public boolean attemptStarted() {
      return true;
    }

    @Override
    public CircuitBreaker.@Nullable Phase circuitPhase() {
      return null;
    }

    @Override
    public void attemptEnded(CircuitBreaker.@Nullable Phase begunIn, Status.Code code) {
      ended.add(code);
    }

    @Override
    public void attemptTimed(Status.Code code, long nanos) {}
  }
}
