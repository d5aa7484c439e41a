package io.grpcpool.xds.peer;

import io.grpcpool.xds.peer.v1.StateUpdate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Thread-safe: written by the peers' thread alone. The soft state of one other replica. */
public final class ReplicaState {

  /** The most policies that are kept of one replica. */
  static final int MAX_POLICIES = 20_000;

  private final String replica;
  private final Map<PolicyKey, PolicySoftState> policies = new ConcurrentHashMap<>();

  ReplicaState(String replica) {
    this.replica = replica;
  }

  /** The id of that replica, unique to one run of one process. */
  public String replica() {
    return replica;
  }

  /** What it said of a policy; empty where it said nothing. */
  public Optional<PolicySoftState> find(PolicyKey policy) {
    return Optional.ofNullable(policies.get(policy));
  }

  Set<PolicyKey> policies() {
    return Set.copyOf(policies.keySet());
  }

  /**
   * Takes in an update and returns the policies whose clients or cuts are others now. Loads change
   * all the time, and are read when somebody asks.
   */
  Set<PolicyKey> apply(StateUpdate update) {
    Set<PolicyKey> changed = new HashSet<>();
    update
        .getPoliciesList()
        .forEach(
            message -> {
              PolicyKey policy = StateMessages.key(message.getPolicy());
              if (policies.size() < MAX_POLICIES || policies.containsKey(policy)) {
                PolicySoftState now = StateMessages.read(message);
                if (!now.differsInLoadAlone(policies.put(policy, now))) {
                  changed.add(policy);
                }
              }
            });
    update.getRemovedList().stream()
        .map(StateMessages::key)
        .filter(policy -> policies.remove(policy) != null)
        .forEach(changed::add);
    return changed;
  }
}
