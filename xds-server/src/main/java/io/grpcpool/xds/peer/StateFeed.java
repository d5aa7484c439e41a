package io.grpcpool.xds.peer;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.grpcpool.xds.peer.v1.PeerStateGrpc;
import io.grpcpool.xds.peer.v1.StateUpdate;
import io.grpcpool.xds.peer.v1.WatchRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the peers' thread, but for what takes in changes. Tells the others what this replica
 * knows by its own clients: a change costs the policies that changed, whatever else there is.
 */
final class StateFeed extends PeerStateGrpc.PeerStateImplBase {

  /** Changes are gathered for so long. */
  static final Duration PAUSE = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(StateFeed.class);

  private final String self;
  private final SoftStateSource source;
  private final ScheduledExecutorService thread;
  private final Set<PolicyKey> dirty = ConcurrentHashMap.newKeySet();
  private final Set<PolicyKey> gradual = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Map<PolicyKey, PolicySoftState> known = new HashMap<>();
  private final Set<StateWatcher> watchers = new LinkedHashSet<>();

  StateFeed(String self, SoftStateSource source, ScheduledExecutorService thread) {
    this.self = self;
    this.source = source;
    this.thread = thread;
  }

  /** Thread-safe. What this replica knows of a policy may be something else now. */
  void changed(PolicyKey policy) {
    dirty.add(policy);
    if (scheduled.compareAndSet(false, true)) {
      try {
        thread.schedule(this::read, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closing) {
        LOG.debug("the peers' thread has ended, nobody is told of policy={}", policy);
      }
    }
  }

  /** Thread-safe. As {@link #changed}, for what changes all the time: told with the next second. */
  void changedGradually(PolicyKey policy) {
    gradual.add(policy);
  }

  private void read() {
    scheduled.set(false);
    try {
      readChanged();
    } catch (RuntimeException bug) {
      LOG.error("peers are not told of a change", bug);
    }
  }

  private void readChanged() {
    Set<PolicyKey> read = new HashSet<>();
    dirty.removeIf(read::add);
    for (PolicyKey policy : read) {
      Optional<PolicySoftState> now = source.of(policy);
      PolicySoftState before =
          now.isPresent() ? known.put(policy, now.get()) : known.remove(policy);
      if (!Objects.equals(before, now.orElse(null))) {
        watchers.forEach(watcher -> watcher.changed(policy));
      }
    }
    watchers.forEach(StateWatcher::send);
  }

  /** Every second: says that this replica is there, whether or not there is something to say. */
  void heartbeat() {
    Set<PolicyKey> due = Set.copyOf(gradual);
    gradual.removeAll(due);
    dirty.addAll(due);
    read();
    watchers.forEach(StateWatcher::heartbeat);
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<StateUpdate> responses) {
    var call = (ServerCallStreamObserver<StateUpdate>) responses;
    StateWatcher watcher = new StateWatcher(self, known, call);
    call.setOnReadyHandler(watcher::send);
    call.setOnCancelHandler(() -> watchers.remove(watcher));
    watchers.add(watcher);
    LOG.info("peer={} reads the state of this replica", request.getReplica());
    watcher.heartbeat();
  }
}
