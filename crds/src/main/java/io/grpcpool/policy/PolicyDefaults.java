package io.grpcpool.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stateless. What an absent field means. The CRD repeats these values, so that an object in a
 * cluster shows them; what depends on another field (the target, the weight of a sole track, the
 * initial connections, the longest backoff) is filled in here alone. Fields that do not act yet
 * have no default, nor have the pool's: what a policy leaves open there, each client decides.
 */
public final class PolicyDefaults {

  /** {@code spec.deletionGrace}. */
  public static final String DELETION_GRACE = "60s";

  /** {@code spec.tracks[].weight} of a track that is the only one. */
  public static final int SOLE_WEIGHT = 100;

  /** {@code spec.discovery.static.endpoints[].weight}. */
  public static final int ENDPOINT_WEIGHT = 1;

  /** No limit: gRPC's own default of 1024 calls in flight would refuse calls at a cold start. */
  public static final long MAX_REQUESTS = 4_294_967_295L;

  private static final int MIN_CONNECTIONS = 1;
  private static final int MAX_CONNECTIONS = 8;
  private static final String BACKOFF_BASE = "25ms";
  private static final int BACKOFF_FACTOR = 10;
  private static final int ATTEMPTS = 3;
  private static final List<String> RETRY_CODES = List.of("UNAVAILABLE");

  private PolicyDefaults() {}

  /** The spec of a policy with every absent field that acts filled in. */
  public static GrpcPoolPolicySpec apply(GrpcPoolPolicy policy) {
    return apply(policy.getMetadata().getName(), policy.getSpec());
  }

  /**
   * The spec with every absent field that acts filled in. What is present is kept, good or bad.
   *
   * @param policyName the target of a policy that names none
   */
  public static GrpcPoolPolicySpec apply(@Nullable String policyName, GrpcPoolPolicySpec spec) {
    return new GrpcPoolPolicySpec(
        spec.target() == null ? policyName : spec.target(),
        or(spec.aliases(), List.of()),
        or(spec.suspend(), false),
        or(spec.deletionGrace(), DELETION_GRACE),
        or(spec.allowedConsumers(), List.of()),
        spec.discovery() == null ? null : discovery(spec.discovery()),
        locality(spec.locality()),
        spec.tracks() == null ? null : tracks(spec.tracks()),
        or(spec.match(), List.of()),
        pool(spec.pool()),
        loadBalancing(spec.loadBalancing()),
        resilience(spec.resilience()),
        spec.tls(),
        spec.guard(),
        spec.rollout());
  }

  private static Discovery discovery(Discovery discovery) {
    return new Discovery(
        discovery.consul() == null ? null : consul(discovery.consul()),
        discovery.kubernetes(),
        discovery.fixed() == null ? null : fixed(discovery.fixed()),
        discovery.external() == null ? null : external(discovery.external()));
  }

  private static ConsulDiscovery consul(ConsulDiscovery consul) {
    return new ConsulDiscovery(
        consul.service(),
        or(consul.datacenters(), List.of()),
        or(consul.tags(), List.of()),
        or(consul.health(), ConsulHealth.PASSING_AND_WARNING.text()),
        or(consul.panicThreshold(), "50%"),
        or(consul.emptyHoldDown(), "30s"));
  }

  private static StaticDiscovery fixed(StaticDiscovery fixed) {
    return fixed.endpoints() == null
        ? fixed
        : new StaticDiscovery(
            fixed.endpoints().stream().map(PolicyDefaults::staticEndpoint).toList());
  }

  private static StaticEndpoint staticEndpoint(StaticEndpoint endpoint) {
    return new StaticEndpoint(
        endpoint.address(),
        endpoint.port(),
        or(endpoint.weight(), ENDPOINT_WEIGHT),
        or(endpoint.labels(), Map.of()),
        endpoint.zone());
  }

  private static ExternalDiscovery external(ExternalDiscovery external) {
    return new ExternalDiscovery(external.source(), or(external.parameters(), Map.of()));
  }

  private static List<Track> tracks(List<Track> tracks) {
    return tracks.size() == 1
        ? List.of(track(tracks.get(0), SOLE_WEIGHT))
        : tracks.stream().map(track -> track(track, null)).toList();
  }

  private static Track track(Track track, @Nullable Integer weight) {
    return new Track(
        track.name(),
        or(track.selector(), Map.of()),
        track.weight() == null ? weight : track.weight(),
        track.service());
  }

  private static Pool pool(@Nullable Pool written) {
    Pool pool = written == null ? Pool.EMPTY : written;
    return pool.connectionsPerEndpoint() == null
        ? pool
        : pool.with(connections(pool.connectionsPerEndpoint()));
  }

  private static ConnectionsPerEndpoint connections(ConnectionsPerEndpoint written) {
    int min = or(written.min(), MIN_CONNECTIONS);
    return new ConnectionsPerEndpoint(
        or(written.initial(), min), min, or(written.max(), MAX_CONNECTIONS));
  }

  private static LocalityPolicy locality(@Nullable LocalityPolicy written) {
    String mode = written == null ? null : written.mode();
    return new LocalityPolicy(or(mode, LocalityMode.GLOBAL.text()));
  }

  private static LoadBalancing loadBalancing(@Nullable LoadBalancing written) {
    return written == null
        ? new LoadBalancing("WeightedRoundRobin", "Static", null, null)
        : new LoadBalancing(
            or(written.policy(), "WeightedRoundRobin"),
            or(written.weighting(), "Static"),
            written.ringHash(),
            written.custom());
  }

  private static Resilience resilience(@Nullable Resilience written) {
    Resilience resilience = written == null ? Resilience.EMPTY : written;
    return new Resilience(
        resilience.timeout(),
        retry(resilience.retry()),
        or(resilience.methods(), List.<MethodPolicy>of()).stream()
            .map(PolicyDefaults::method)
            .toList(),
        circuitBreaker(resilience.circuitBreaker()),
        resilience.outlierDetection() == null
            ? null
            : ProtectionDefaults.outliers(resilience.outlierDetection()),
        resilience.rateLimit() == null ? null : ProtectionDefaults.rate(resilience.rateLimit()),
        resilience.healthCheck() == null
            ? null
            : ProtectionDefaults.health(resilience.healthCheck()));
  }

  /** What a method leaves open is as for every call; its backoff is one thing. */
  private static MethodPolicy method(MethodPolicy written) {
    Retry retry = written.retry();
    return retry == null || retry.backoff() == null
        ? written
        : new MethodPolicy(
            written.name(),
            written.timeout(),
            new Retry(retry.attempts(), retry.codes(), backoff(retry.backoff())));
  }

  private static Retry retry(@Nullable Retry written) {
    Retry retry = written == null ? new Retry(null, null, null) : written;
    return new Retry(
        or(retry.attempts(), ATTEMPTS),
        or(retry.codes(), RETRY_CODES),
        backoff(or(retry.backoff(), new Backoff(null, null))));
  }

  private static Backoff backoff(Backoff written) {
    String base = or(written.base(), BACKOFF_BASE);
    return new Backoff(base, written.max() == null ? longestBackoff(base) : written.max());
  }

  /** None where the base means none: it is the base that is wrong then. */
  private static @Nullable String longestBackoff(String base) {
    return PolicyDuration.parse(base)
        .filter(duration -> !duration.isZero())
        .map(duration -> duration.multipliedBy(BACKOFF_FACTOR))
        .map(
            max -> max.compareTo(Limits.LONGEST_MAX_BACKOFF) > 0 ? Limits.LONGEST_MAX_BACKOFF : max)
        .map(PolicyDuration::format)
        .orElse(null);
  }

  private static CircuitBreaker circuitBreaker(@Nullable CircuitBreaker written) {
    CircuitBreaker breaker = written == null ? new CircuitBreaker(null, null) : written;
    return new CircuitBreaker(
        or(breaker.maxRequests(), MAX_REQUESTS),
        breaker.open() == null ? null : ProtectionDefaults.open(breaker.open()));
  }

  private static <T> T or(@Nullable T written, T absent) {
    return written == null ? absent : written;
  }
}
