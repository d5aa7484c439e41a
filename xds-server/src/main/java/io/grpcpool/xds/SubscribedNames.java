package io.grpcpool.xds;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Confined to its stream's shard. The names that a stream subscribes to for one type. */
final class SubscribedNames {

  /** What a request changed. */
  record Change(List<Subscription> added, boolean removed) {

    static final Change NONE = new Change(List.of(), false);

    boolean isEmpty() {
      return added.isEmpty() && !removed;
    }
  }

  private final Function<String, Subscription> subscribe;
  private final Map<String, Subscription> byName = new HashMap<>(4);
  private int requests;

  SubscribedNames(Function<String, Subscription> subscribe) {
    this.subscribe = subscribe;
  }

  /** Makes the list of a request the subscription; a name that is listed twice counts once. */
  Change replaceBy(List<String> wanted) {
    requests++;
    List<Subscription> added = List.of();
    int distinct = 0;
    for (String name : wanted) {
      Subscription subscription = byName.get(name);
      if (subscription == null) {
        subscription = subscribe.apply(name);
        byName.put(name, subscription);
        added = added.isEmpty() ? new ArrayList<>() : added;
        added.add(subscription);
      } else if (subscription.mark == requests) {
        continue;
      }
      subscription.mark = requests;
      distinct++;
    }
    boolean removed = distinct < byName.size() && endOthers();
    return added.isEmpty() && !removed ? Change.NONE : new Change(added, removed);
  }

  private boolean endOthers() {
    return byName
        .values()
        .removeIf(
            subscription -> {
              boolean unnamed = subscription.mark != requests;
              if (unnamed) {
                subscription.end();
              }
              return unnamed;
            });
  }

  Collection<Subscription> all() {
    return byName.values();
  }

  List<Subscription> sorted() {
    return byName.values().stream()
        .sorted(Comparator.comparing(subscription -> subscription.key().name()))
        .toList();
  }
}
