package io.grpcpool.xds;

import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: updates and timers act one after another in a synchronization context. The only
 * writer of the table; keeps the order of make before break.
 */
final class Publisher {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** How long a resource that was removed stays, at most, for those who have not let go. */
  static final Duration GRACE = Duration.ofSeconds(60);

  private final ServingContext context;
  private final List<StreamShard> shards;
  private final Runnable clustersChanged;
  private final Consumer<ResourceKey> countsChanged;
  private final UnseenChanges unseen = new UnseenChanges();
  private final SynchronizationContext writer =
      new SynchronizationContext((thread, e) -> LOG.error("an update failed", e));
  private final List<PublicationListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Withdrawal> withdrawals = new ArrayList<>();

  /**
   * A publisher that has published nothing.
   *
   * @param countsChanged is told of keys whose counts are those of what is served now
   */
  Publisher(
      ServingContext context,
      List<StreamShard> shards,
      Runnable clustersChanged,
      Consumer<ResourceKey> countsChanged) {
    this.context = context;
    this.clustersChanged = clustersChanged;
    this.countsChanged = countsChanged;
    this.shards = List.copyOf(shards);
  }

  void add(PublicationListener listener) {
    listeners.add(listener);
  }

  void publish(ResourceUpdate update) {
    Set<ResourceKey> keys = new HashSet<>(update.removals());
    update.upserts().forEach(resource -> keys.add(resource.key()));
    unseen.begin(keys);
    writer.execute(() -> apply(update, keys));
  }

  private void apply(ResourceUpdate update, Set<ResourceKey> keys) {
    Set<ResourceKey> changed = new LinkedHashSet<>();
    update.upserts().stream()
        .sorted(Comparator.comparing(resource -> resource.key().type()))
        .forEach(
            resource -> {
              withdrawals.forEach(withdrawal -> withdrawal.spare(resource.key()));
              if (context.table().put(resource)) {
                changed.add(resource.key());
              }
            });
    Set<ResourceKey> withdrawn = new LinkedHashSet<>();
    for (ResourceKey key : update.removals()) {
      if (key.type() != ResourceType.LISTENER) {
        withdrawn.add(key);
      } else if (context.table().remove(key)) {
        changed.add(key);
      }
    }
    CompletableFuture<Integer> seen = announce(changed, update.cause());
    keys.removeAll(changed);
    unseen.end(keys);
    seen.whenComplete((streams, failure) -> seen(changed));
    withdrawn.removeIf(key -> !context.table().contains(key));
    if (!withdrawn.isEmpty()) {
      begin(new Withdrawal(withdrawn, changed, update.cause()));
    }
  }

  /** A client for which nothing changed says nothing more, so that nobody else would tell. */
  private void seen(Set<ResourceKey> changed) {
    unseen.end(changed);
    changed.stream().filter(key -> counts(key).subscribers() > 0).forEach(countsChanged);
  }

  /** Completes with the number of streams that it concerned, when each of them knows. */
  private CompletableFuture<Integer> announce(Set<ResourceKey> changed, PublicationCause cause) {
    CompletableFuture<Integer> streams = CompletableFuture.completedFuture(0);
    if (changed.isEmpty()) {
      return streams;
    }
    long now = context.metrics().now();
    Set<ResourceKey> keys = Set.copyOf(changed);
    for (StreamShard shard : shards) {
      streams = streams.thenCombine(shard.published(keys, now), Integer::sum);
    }
    Publication publication =
        new Publication(context.clock().instant(), cause, context.table().versions(keys), streams);
    context.metrics().published();
    listeners.forEach(listener -> listener.published(publication));
    if (keys.stream().anyMatch(key -> key.type() == ResourceType.CLUSTER)) {
      clustersChanged.run();
    }
    return streams;
  }

  private void begin(Withdrawal withdrawal) {
    withdrawals.add(withdrawal);
    withdrawal.timer =
        writer.schedule(() -> carryOut(withdrawal, "grace is over"), GRACE, context.scheduler());
    // The counts are those of before until each shard has seen what was announced.
    CompletableFuture.allOf(
            shards.stream().map(StreamShard::settled).toArray(CompletableFuture[]::new))
        .thenRun(
            () ->
                writer.execute(
                    () -> {
                      withdrawal.announced = true;
                      review(withdrawal);
                    }));
  }

  /** Looks whether something that was removed has been let go. */
  void review() {
    writer.execute(() -> List.copyOf(withdrawals).forEach(this::review));
  }

  private void review(Withdrawal withdrawal) {
    if (withdrawals.contains(withdrawal) && withdrawal.isLetGo(this::counts)) {
      carryOut(withdrawal, "every stream let go");
    }
  }

  private void carryOut(Withdrawal withdrawal, String why) {
    withdrawals.remove(withdrawal);
    Objects.requireNonNull(withdrawal.timer).cancel();
    Set<ResourceKey> removed = new LinkedHashSet<>(withdrawal.keys());
    removed.removeIf(key -> !context.table().remove(key));
    announce(removed, withdrawal.cause());
    LOG.debug("removed {} resources: {}", removed.size(), why);
  }

  ResourcePage page(ResourceQuery query) {
    return context.table().page(query, this::counts);
  }

  Acknowledgements counts(ResourceKey key) {
    // Looked at first: what every shard has seen by now is in the counts that are read after.
    boolean before = unseen.concern(key);
    Acknowledgements counts =
        shards.stream()
            .map(shard -> shard.counts(key))
            .reduce(Acknowledgements.NONE, Acknowledgements::plus);
    return before ? UnseenChanges.unanswered(counts) : counts;
  }
}
