package io.grpcpool.xds;

import io.grpc.SynchronizationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final SynchronizationContext writer =
      new SynchronizationContext((thread, e) -> LOG.error("an update failed", e));
  private final List<PublicationListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Withdrawal> withdrawals = new ArrayList<>();

  Publisher(ServingContext context, List<StreamShard> shards, Runnable clustersChanged) {
    this.context = context;
    this.clustersChanged = clustersChanged;
    this.shards = List.copyOf(shards);
  }

  void add(PublicationListener listener) {
    listeners.add(listener);
  }

  void publish(ResourceUpdate update) {
    writer.execute(() -> apply(update));
  }

  private void apply(ResourceUpdate update) {
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
    announce(changed, update.cause());
    withdrawn.removeIf(key -> !context.table().contains(key));
    if (!withdrawn.isEmpty()) {
      begin(new Withdrawal(withdrawn, changed, update.cause()));
    }
  }

  private void announce(Set<ResourceKey> changed, PublicationCause cause) {
    if (changed.isEmpty()) {
      return;
    }
    long now = context.metrics().now();
    Set<ResourceKey> keys = Set.copyOf(changed);
    CompletableFuture<Integer> streams = CompletableFuture.completedFuture(0);
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
    return shards.stream()
        .map(shard -> shard.counts(key))
        .reduce(Acknowledgements.NONE, Acknowledgements::plus);
  }
}
