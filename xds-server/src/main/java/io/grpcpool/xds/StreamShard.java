package io.grpcpool.xds;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: everything it owns is confined to its one thread, save the counts. A share of the
 * streams, and the index from resources to those of them that subscribe.
 */
final class StreamShard {

  private static final Logger LOG = LoggerFactory.getLogger(StreamShard.class);

  private final Executor thread;
  private final ServingContext context;
  private final Consumer<ResourceKey> countsChanged;
  private final Map<ResourceKey, Interest> index = new ConcurrentHashMap<>();
  private final UnansweredResponses unanswered = new UnansweredResponses();
  private final Set<AdsStream> streams = new LinkedHashSet<>();
  private @Nullable Status farewell;

  /**
   * A shard without streams.
   *
   * @param thread runs one task at a time, in order
   * @param countsChanged is told, on that thread, of keys whose counts changed
   */
  StreamShard(Executor thread, ServingContext context, Consumer<ResourceKey> countsChanged) {
    this.thread = thread;
    this.context = context;
    this.countsChanged = countsChanged;
  }

  ServingContext context() {
    return context;
  }

  void add(AdsStream stream) {
    run(stream, stream::open);
  }

  /** Must be called on this shard's thread. */
  void opened(AdsStream stream) {
    streams.add(stream);
  }

  /** Must be called on this shard's thread. */
  void remove(AdsStream stream) {
    streams.remove(stream);
  }

  /** Runs something on a stream; what it throws ends that stream alone. */
  void run(AdsStream stream, Runnable action) {
    thread.execute(() -> guarded(stream, action));
  }

  private static void guarded(AdsStream stream, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("stream is closed, because serving it failed", e);
      stream.close(Status.INTERNAL.withDescription("the server failed to serve this stream"));
    }
  }

  /** Must be called on this shard's thread. */
  Subscription subscribe(ResourceKey key, TypeState owner) {
    Interest interest = index.computeIfAbsent(key, of -> new Interest(of, this::countsChanged));
    return new Subscription(interest, owner);
  }

  private void countsChanged(ResourceKey key) {
    Interest interest = index.get(key);
    if (interest != null && interest.isEmpty()) {
      index.remove(key);
    }
    countsChanged.accept(key);
  }

  /**
   * Tells the subscribers of resources that changed in the table; completes with how many streams
   * that concerned.
   */
  CompletableFuture<Integer> published(Set<ResourceKey> keys, long publishedAt) {
    return onThread(
        () -> {
          List<AdsStream> concerned = new ArrayList<>();
          for (ResourceKey key : keys) {
            Interest interest = index.get(key);
            if (interest != null) {
              for (Subscription subscription : interest.subscriptions()) {
                subscription.owner().changed(subscription, publishedAt);
                AdsStream stream = subscription.owner().stream();
                if (stream.toBeReviewed()) {
                  concerned.add(stream);
                }
              }
            }
          }
          concerned.forEach(stream -> guarded(stream, stream::review));
          return concerned.size();
        });
  }

  /** Asks again whether first answers have to wait. */
  void knowledgeChanged() {
    thread.execute(() -> List.copyOf(streams).forEach(s -> guarded(s, s::review)));
  }

  /** Completes when all that was asked of this shard before is done. */
  CompletableFuture<Void> settled() {
    return CompletableFuture.runAsync(() -> {}, thread);
  }

  CompletableFuture<List<ClientStatus>> clients() {
    return onThread(() -> streams.stream().map(AdsStream::status).toList());
  }

  /** The first of the streams that a query asks for, and how many there are. */
  CompletableFuture<ClientPage> clients(ClientQuery query) {
    return onThread(
        () -> {
          List<AdsStream> matching = streams.stream().filter(s -> s.matches(query)).toList();
          List<ClientStatus> first =
              matching.stream()
                  .filter(stream -> stream.number() > query.after())
                  .sorted(Comparator.comparing(AdsStream::number))
                  .limit(query.limit() + 1L)
                  .map(AdsStream::status)
                  .toList();
          return new ClientPage(first, matching.size(), null);
        });
  }

  /**
   * Who begins from now on is told to go; completes with those who are here already.
   *
   * @param status what it is told
   */
  CompletableFuture<List<AdsStream>> drain(Status status) {
    return onThread(
        () -> {
          farewell = status;
          return List.copyOf(streams);
        });
  }

  /** What a stream that begins ends with; null where it may stay. On this shard's thread. */
  @Nullable Status farewell() {
    return farewell;
  }

  private <T> CompletableFuture<T> onThread(Supplier<T> supplier) {
    return CompletableFuture.supplyAsync(supplier, thread);
  }

  Acknowledgements counts(ResourceKey key) {
    Interest interest = index.get(key);
    return interest == null ? Acknowledgements.NONE : interest.counts();
  }

  /** Subscriptions to names that are not served. */
  long missing() {
    return index.values().stream()
        .filter(interest -> !context.table().contains(interest.key()))
        .mapToLong(interest -> interest.counts().subscribers())
        .sum();
  }

  /** The responses of its streams that wait for their answers. */
  UnansweredResponses unanswered() {
    return unanswered;
  }

  /** Resources that at least one stream refuses. */
  long refused() {
    return index.values().stream().filter(interest -> interest.counts().refused() > 0).count();
  }
}
