package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the user wants. Every field may be absent; durations and percentages are kept as
 * they were written, so that a bad one is a violation and not a lost object.
 *
 * @param target what clients dial, as {@code xds:///target} and {@code xds:///target.namespace};
 *     absent: the policy's name
 * @param aliases further names that clients dial
 * @param suspend keep serving what is served and change nothing
 * @param deletionGrace how long a deleted policy is served on
 * @param allowedConsumers the clients for which the target exists: namespaces, ServiceAccounts,
 *     SPIFFE ids and DNS names; none: every client that the control plane lets in
 * @param discovery where the endpoints come from
 * @param locality whether a client prefers its own zone
 * @param tracks the versions that share the traffic
 * @param match calls that go to a track before weights; the first that matches wins
 * @param pool the connections that a client keeps
 * @param loadBalancing how a client picks an endpoint
 * @param resilience timeouts, retries and limits of a call
 * @param tls how a client authenticates backends
 * @param guard what cuts a failing track
 * @param rollout steps by which the control plane moves traffic
 */
@DocumentPart
public record GrpcPoolPolicySpec(
    @Nullable String target,
    @Nullable List<String> aliases,
    @Nullable Boolean suspend,
    @Nullable String deletionGrace,
    @Nullable List<String> allowedConsumers,
    @Nullable Discovery discovery,
    @Nullable LocalityPolicy locality,
    @Nullable List<Track> tracks,
    @Nullable List<Match> match,
    @Nullable Pool pool,
    @Nullable LoadBalancing loadBalancing,
    @Nullable Resilience resilience,
    @NotSupportedYet @Nullable Tls tls,
    @NotSupportedYet @Nullable Guard guard,
    @NotSupportedYet @Nullable Rollout rollout) {
  public GrpcPoolPolicySpec {
    aliases = Copies.of(aliases);
    allowedConsumers = Copies.of(allowedConsumers);
    tracks = Copies.of(tracks);
    match = Copies.of(match);
  }
}
