package io.grpcpool.operator.world;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.TrackView;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thread-safe: stateless. Tells changes that take something away from those that do not. */
final class Changes {

  private Changes() {}

  /** How much a new view of one of the policy's watches matters. */
  static Urgency of(PolicyState state, RouteWatch watch, EndpointsView view) {
    RouteWatch served = state.served;
    if (served == null || state.plan == null) {
      return Urgency.LOSS;
    }
    return watch == served ? of(watch.endpoints(), view) : of(served.route(), watch.route());
  }

  /** A lost, worse or lighter endpoint must leave the clients' rotation at once. */
  static Urgency of(EndpointsView before, EndpointsView after) {
    Map<String, Endpoint> now =
        after.endpoints().stream()
            .collect(Collectors.toMap(Changes::key, Function.identity(), (a, b) -> a));
    boolean loss = before.endpoints().stream().anyMatch(old -> isWorse(old, now.get(key(old))));
    return loss ? Urgency.LOSS : Urgency.GAIN;
  }

  /** A track that is taken away or loses weight may be failing: its calls move at once. */
  static Urgency of(RouteView before, RouteView after) {
    Map<String, Long> now =
        after.tracks().stream().collect(Collectors.toMap(TrackView::name, TrackView::weight));
    boolean falls =
        before.tracks().stream().anyMatch(old -> now.getOrDefault(old.name(), -1L) < old.weight());
    return falls ? Urgency.LOSS : Urgency.CONFIGURATION;
  }

  private static boolean isWorse(Endpoint before, @Nullable Endpoint after) {
    return after == null
        || after.health().compareTo(before.health()) > 0
        || after.weight() < before.weight()
        || !after.labels().equals(before.labels())
        || !after.tags().equals(before.tags());
  }

  private static String key(Endpoint endpoint) {
    return endpoint.id() + "@" + endpoint.address() + ":" + endpoint.port();
  }
}
