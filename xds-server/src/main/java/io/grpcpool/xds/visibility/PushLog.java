package io.grpcpool.xds.visibility;

import io.grpcpool.xds.AcknowledgementListener;
import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.Publication;
import io.grpcpool.xds.PublicationListener;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.visibility.Push.State;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Thread-safe: guarded by its own lock. The last publications, and how far each has come. */
public final class PushLog implements PublicationListener, AcknowledgementListener {

  /** How many publications are kept. */
  public static final int SIZE = 200;

  private final Function<ResourceKey, Acknowledgements> counts;
  private final InstantSource clock;
  private final Deque<TrackedPush> pushes = new ArrayDeque<>(SIZE);
  private long number;

  /**
   * A log without entries.
   *
   * @param counts how far a resource has come with its subscribers
   */
  public PushLog(Function<ResourceKey, Acknowledgements> counts, InstantSource clock) {
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void published(Publication publication) {
    TrackedPush push = add(publication);
    // The counts are those of before until every stream has been told.
    publication.streams().thenAccept(streams -> told(push, streams));
  }

  private synchronized TrackedPush add(Publication publication) {
    Set<ResourceKey> keys = publication.versions().keySet();
    open(keys).forEach(push -> push.state = State.SUPERSEDED);
    if (pushes.size() == SIZE) {
      pushes.removeFirst();
    }
    TrackedPush push = new TrackedPush(++number, publication);
    pushes.addLast(push);
    return push;
  }

  private synchronized void told(TrackedPush push, int streams) {
    push.streams = streams;
    review(push);
  }

  @Override
  public synchronized void acknowledgementsChanged(Set<ResourceKey> keys) {
    open(keys).forEach(this::review);
  }

  private List<TrackedPush> open(Set<ResourceKey> keys) {
    return pushes.stream()
        .filter(push -> push.state == State.OPEN)
        .filter(push -> !Collections.disjoint(keys, push.keys()))
        .toList();
  }

  private void review(TrackedPush push) {
    if (push.state == State.OPEN
        && push.streams != null
        && push.keys().stream().allMatch(key -> counts.apply(key).complete())) {
      push.acknowledged(clock.instant());
    }
  }

  /** The publications that are kept, the latest first. */
  public synchronized List<Push> latest() {
    List<Push> latest = new ArrayList<>(pushes.size());
    pushes.descendingIterator().forEachRemaining(push -> latest.add(push.view()));
    return latest;
  }
}
