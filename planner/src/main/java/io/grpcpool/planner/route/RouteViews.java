package io.grpcpool.planner.route;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.ConnectionsPerEndpoint;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.GrpcPoolPolicySpec;
import io.grpcpool.policy.LoadBalancing;
import io.grpcpool.policy.LocalityMode;
import io.grpcpool.policy.LocalityPolicy;
import io.grpcpool.policy.Match;
import io.grpcpool.policy.MetadataMatch;
import io.grpcpool.policy.PolicyDefaults;
import io.grpcpool.policy.PolicyDuration;
import io.grpcpool.policy.Pool;
import io.grpcpool.policy.Track;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Immutable. Reads policies as routes. */
public final class RouteViews {

  private static final String ANY_METHOD = "*";

  private RouteViews() {}

  /**
   * The route that a policy means, absent fields as {@link PolicyDefaults} has them.
   *
   * @param policy without violations
   * @throws RuntimeException if the validator would not have accepted it
   */
  public static RouteView of(GrpcPoolPolicy policy) {
    GrpcPoolPolicySpec spec = PolicyDefaults.apply(policy);
    PolicyId id =
        new PolicyId(
            Optional.ofNullable(policy.getMetadata().getNamespace())
                .orElse(GrpcPoolPolicy.DEFAULT_NAMESPACE),
            policy.getMetadata().getName());
    List<TrackView> tracks = present(spec.tracks()).stream().map(RouteViews::track).toList();
    DiscoveryViews discovery = DiscoveryViews.of(id, present(spec.discovery()), tracks);
    return new RouteView(
        id,
        Optional.ofNullable(policy.getMetadata().getGeneration()).orElse(0L),
        present(spec.suspend()),
        present(spec.target()),
        present(spec.aliases()),
        duration(spec.deletionGrace()),
        present(spec.allowedConsumers()),
        discovery.service(),
        discovery.rules().preferSameZone(prefersSameZone(present(spec.locality()))),
        tracks,
        present(spec.match()).stream().map(RouteViews::match).toList(),
        pool(present(spec.pool()), present(spec.loadBalancing())),
        CallViews.of(present(spec.resilience()), present(spec.pool()).saturation()));
  }

  private static boolean prefersSameZone(LocalityPolicy locality) {
    return present(locality.mode()).equals(LocalityMode.PREFER_SAME_ZONE.text());
  }

  private static TrackView track(Track track) {
    Selector selector =
        track.service() == null
            ? Selector.of(present(track.selector()))
            : Selector.ofService(track.service());
    return new TrackView(present(track.name()), selector, present(track.weight()));
  }

  private static MatchView match(Match match) {
    MetadataMatch metadata = match.metadata();
    CallMatch calls =
        metadata == null
            ? method(present(match.method()))
            : new CallMatch.Metadata(present(metadata.name()), present(metadata.exact()));
    return new MatchView(calls, present(match.track()));
  }

  private static CallMatch method(String path) {
    int slash = path.lastIndexOf('/');
    String service = path.substring(0, slash);
    String method = path.substring(slash + 1);
    return method.equals(ANY_METHOD)
        ? new CallMatch.Service(service)
        : new CallMatch.Method(service, method);
  }

  private static PoolView pool(Pool pool, LoadBalancing balancing) {
    ConnectionsPerEndpoint written = pool.connectionsPerEndpoint();
    PoolView.Connections connections =
        written == null
            ? null
            : new PoolView.Connections(
                present(written.initial()), present(written.min()), present(written.max()));
    return new PoolView(
        connections,
        new PoolView.Upkeep(
            pool.maxIdle(),
            written(pool.idleTimeout()),
            written(pool.shrinkAfter()),
            written(pool.maxConnectionAge()),
            written(pool.connectTimeout())),
        new PoolView.Beginning(pool.warmUp(), written(pool.slowStart())),
        balancing(balancing),
        new PoolView.Waiting(written(pool.acquireTimeout()), pool.maxWaiting()));
  }

  private static BalancingView balancing(LoadBalancing balancing) {
    return switch (present(balancing.policy())) {
      case "LeastRequest" -> new BalancingView.LeastRequest();
      case "RingHash" ->
          new BalancingView.RingHash(present(present(balancing.ringHash()).metadata()));
      case "Custom" -> new BalancingView.Custom(present(present(balancing.custom()).name()));
      default -> new BalancingView.WeightedRoundRobin();
    };
  }

  private static @Nullable Duration written(@Nullable String duration) {
    return duration == null ? null : duration(duration);
  }

  private static Duration duration(@Nullable String text) {
    return PolicyDuration.of(present(text));
  }

  /** What a valid policy with its defaults has. */
  static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value, "absent in a policy that was to be valid");
  }
}
