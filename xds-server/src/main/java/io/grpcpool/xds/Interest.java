package io.grpcpool.xds;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Confined to one shard, but for {@link #counts}, which any thread may read. The subscriptions of a
 * shard's streams to one resource: the inverted index that lets a change touch only those whom it
 * concerns.
 */
final class Interest {

  private final ResourceKey key;
  private final Consumer<ResourceKey> changed;
  private final List<Subscription> subscriptions = new ArrayList<>(2);
  private final Set<Subscription> refusing = new LinkedHashSet<>(2);
  private int acknowledged;
  private int hidden;
  private volatile Acknowledgements counts = Acknowledgements.NONE;

  Interest(ResourceKey key, Consumer<ResourceKey> changed) {
    this.key = key;
    this.changed = changed;
  }

  ResourceKey key() {
    return key;
  }

  List<Subscription> subscriptions() {
    return subscriptions;
  }

  boolean isEmpty() {
    return subscriptions.isEmpty();
  }

  void add(Subscription subscription) {
    subscription.position = subscriptions.size();
    subscriptions.add(subscription);
    count();
  }

  void remove(Subscription subscription) {
    Subscription last = subscriptions.remove(subscriptions.size() - 1);
    if (last != subscription) {
      subscriptions.set(subscription.position, last);
      last.position = subscription.position;
    }
    acknowledged -= subscription.standing() == Standing.ACKNOWLEDGED ? 1 : 0;
    hidden -= subscription.standing() == Standing.HIDDEN ? 1 : 0;
    refusing.remove(subscription);
    count();
  }

  void moved(Subscription subscription, Standing before) {
    acknowledged -= before == Standing.ACKNOWLEDGED ? 1 : 0;
    acknowledged += subscription.standing() == Standing.ACKNOWLEDGED ? 1 : 0;
    hidden -= before == Standing.HIDDEN ? 1 : 0;
    hidden += subscription.standing() == Standing.HIDDEN ? 1 : 0;
    if (subscription.standing() == Standing.REFUSED) {
      refusing.add(subscription);
    } else {
      refusing.remove(subscription);
    }
    count();
  }

  private void count() {
    counts =
        new Acknowledgements(
            subscriptions.size() - hidden,
            acknowledged,
            refusing.size(),
            refusing.isEmpty() ? List.of() : refusals());
    changed.accept(key);
  }

  private List<Refusal> refusals() {
    return refusing.stream()
        .map(Subscription::refusal)
        .filter(Objects::nonNull)
        .limit(Acknowledgements.MAX_REFUSALS)
        .toList();
  }

  Acknowledgements counts() {
    return counts;
  }
}
