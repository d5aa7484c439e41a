package io.grpcpool.xds.peer;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpcpool.xds.peer.v1.PeerStateGrpc;
import io.grpcpool.xds.peer.v1.StateUpdate;
import io.grpcpool.xds.peer.v1.WatchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the peers' thread. Reads the state of the replica at one address, and calls it again
 * while it does not answer.
 */
final class PeerLink {

  /** A peer speaks every second: one that is silent for so long is called anew. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

  private final PeerAddress address;
  private final ManagedChannel channel;
  private final PeerEvents events;
  private @Nullable Call call;
  private boolean failing;

  /**
   * @param channel to that address alone; closed with this
   */
  PeerLink(PeerAddress address, ManagedChannel channel, PeerEvents events) {
    this.address = address;
    this.channel = channel;
    this.events = events;
  }

  /** Whether the peer is being heard. */
  boolean isUp() {
    return call != null && call.visible != null;
  }

  /** The id of the replica that is heard; empty where none is. */
  Optional<String> replica() {
    return Optional.ofNullable(call).map(c -> c.visible).map(ReplicaState::replica);
  }

  /** Every second: calls where there is no call, or none that is answered. */
  void tick(Instant now) {
    if (call != null && !now.isBefore(call.lastWord.plus(SILENCE))) {
      Call silent = call;
      call = null;
      silent.cancel();
      failed("silent for " + SILENCE.toSeconds() + " s");
    }
    if (call == null) {
      // The channel's own backoff grows to two minutes: too long to be gone from what is counted.
      channel.resetConnectBackoff();
      Call fresh = new Call(now);
      call = fresh;
      PeerStateGrpc.newStub(channel)
          .watch(WatchRequest.newBuilder().setReplica(events.self()).build(), fresh);
    }
  }

  void close() {
    call = null;
    channel.shutdownNow();
  }

  private void failed(String why) {
    if (!failing) {
      failing = true;
      LOG.warn("peer={} is not heard and counts for 10 s more: {}", address, why);
    }
  }

  /** Confined to the peers' thread. One call, which is over when it is no longer the link's. */
  private final class Call implements ClientResponseObserver<WatchRequest, StateUpdate> {

    private @Nullable ClientCallStreamObserver<WatchRequest> stream;
    private @Nullable ReplicaState assembled;
    private @Nullable ReplicaState visible;
    private Instant lastWord;

    Call(Instant now) {
      lastWord = now;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRequest> started) {
      stream = started;
    }

    void cancel() {
      if (stream != null) {
        stream.cancel("the peer is silent", null);
      }
    }

    @Override
    public void onNext(StateUpdate update) {
      if (call != this) {
        return;
      }
      lastWord = events.now();
      if (assembled == null || !assembled.replica().equals(update.getReplica())) {
        assembled = new ReplicaState(update.getReplica());
        visible = null;
      }
      var changed = assembled.apply(update);
      if (visible == null && update.getComplete()) {
        visible = assembled;
        failing = false;
        LOG.info("peer={} replica={} is heard", address, visible.replica());
      }
      if (visible != null) {
        events.heard(address, visible, changed);
      }
    }

    @Override
    public void onError(Throwable cause) {
      over(Status.fromThrowable(cause).toString());
    }

    @Override
    public void onCompleted() {
      over("it ended the stream");
    }

    private void over(String why) {
      if (call == this) {
        call = null;
        failed(why);
      }
    }
  }
}
