package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a client picks an endpoint.
 *
 * @param policy {@code WeightedRoundRobin}, {@code LeastRequest}, {@code RingHash} or {@code
 *     Custom}
 * @param weighting {@code Static}; {@code Observed} is not supported yet
 * @param ringHash what the ring is keyed by; with {@code RingHash} alone
 * @param custom the application's own way; with {@code Custom} alone
 */
@DocumentPart
public record LoadBalancing(
    @Nullable String policy,
    @Nullable String weighting,
    LoadBalancing.@Nullable RingHash ringHash,
    LoadBalancing.@Nullable Custom custom) {

  /** Immutable. The metadata key that calls are hashed by. */
  @DocumentPart
  public record RingHash(@Nullable String metadata) {}

  /** Immutable. The name under which the application has its own way to choose. */
  @DocumentPart
  public record Custom(@Nullable String name) {}
}
