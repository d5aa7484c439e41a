package io.grpcpool.xds.peer;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpcpool.xds.peer.v1.PolicyState;
import io.grpcpool.xds.peer.v1.StateUpdate;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Confined to the peers' thread. One replica that reads this one's state. A slow reader costs the
 * names of the policies that it has not been told of, and gets the latest of them when it reads on.
 */
final class StateWatcher {

  /** Far below what a reader takes (4 MiB), as one more policy is added at the end. */
  static final int MESSAGE_BYTES = 256 * 1024;

  private final String self;
  private final Map<PolicyKey, PolicySoftState> known;
  private final ServerCallStreamObserver<StateUpdate> reader;
  private final Set<PolicyKey> untold;
  private boolean complete;

  /**
   * @param self the id of this replica
   * @param known what there is to tell, read when it is told
   */
  StateWatcher(
      String self,
      Map<PolicyKey, PolicySoftState> known,
      ServerCallStreamObserver<StateUpdate> reader) {
    this.self = self;
    this.known = known;
    this.reader = reader;
    untold = new LinkedHashSet<>(known.keySet());
  }

  void changed(PolicyKey policy) {
    untold.add(policy);
  }

  /** Tells what has not been told, as far as the reader takes it. */
  void send() {
    while (!untold.isEmpty() && reader.isReady()) {
      reader.onNext(next());
    }
  }

  /** Tells what there is, or nothing: in any case something. */
  void heartbeat() {
    if (untold.isEmpty() && reader.isReady()) {
      reader.onNext(next());
    }
    send();
  }

  private StateUpdate next() {
    StateUpdate.Builder update = StateUpdate.newBuilder().setReplica(self);
    int bytes = 0;
    for (Iterator<PolicyKey> rest = untold.iterator(); rest.hasNext() && bytes < MESSAGE_BYTES; ) {
      PolicyKey policy = rest.next();
      PolicySoftState state = known.get(policy);
      rest.remove();
      if (state == null) {
        update.addRemoved(StateMessages.key(policy));
      } else {
        PolicyState message = StateMessages.write(policy, state);
        update.addPolicies(message);
        bytes += message.getSerializedSize();
      }
    }
    complete |= untold.isEmpty();
    return update.setComplete(complete).build();
  }
}
