package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What is served, as the control plane last saw it. Nothing reads its decisions from
 * here.
 *
 * @param observedGeneration the generation of the spec that this status judges
 * @param servedGeneration the generation that clients are served; absent: none yet
 * @param phase {@link Phase}
 * @param conditions one per type
 * @param targets the names under which clients reach the policy
 * @param tracks in the order of the spec
 * @param endpoints of the whole service
 * @param problems backends that the source names and that cannot be used
 * @param pool what clients are told to keep
 * @param clients clients of all tracks
 * @param summary what the columns of kubectl show
 * @param lastAccepted what is served while the spec is refused; absent otherwise
 */
@DocumentPart
public record GrpcPoolPolicyStatus(
    @Nullable Long observedGeneration,
    @Nullable Long servedGeneration,
    @Nullable String phase,
    @Nullable List<Condition> conditions,
    @Nullable List<String> targets,
    @Nullable List<TrackStatus> tracks,
    @Nullable EndpointsStatus endpoints,
    @Nullable LeftOutEndpoints problems,
    @Nullable PoolStatus pool,
    @Nullable ClientsStatus clients,
    @Nullable StatusSummary summary,
    @Nullable LastAccepted lastAccepted) {
  public GrpcPoolPolicyStatus {
    conditions = conditions == null ? null : List.copyOf(conditions);
    targets = targets == null ? null : List.copyOf(targets);
    tracks = tracks == null ? null : List.copyOf(tracks);
  }

  /** The same status, with the spec that is served though a later one is refused. */
  public GrpcPoolPolicyStatus serving(@Nullable LastAccepted older) {
    return new GrpcPoolPolicyStatus(
        observedGeneration,
        servedGeneration,
        phase,
        conditions,
        targets,
        tracks,
        endpoints,
        problems,
        pool,
        clients,
        summary,
        older);
  }
}
