package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a client picks an endpoint.
 *
 * @param policy {@code WeightedRoundRobin}; {@code LeastRequest} and {@code RingHash} are not
 *     supported yet
 * @param weighting {@code Static}; {@code Observed} is not supported yet
 * @param ringHash what the ring is keyed by
 */
@DocumentPart
public record LoadBalancing(
    @Nullable String policy,
    @Nullable String weighting,
    @NotSupportedYet LoadBalancing.@Nullable RingHash ringHash) {

  /** Immutable. The metadata key that calls are hashed by. */
  @DocumentPart
  public record RingHash(@Nullable String metadata) {}
}
