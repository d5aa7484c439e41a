package io.grpcpool.xds.peer;

import io.grpcpool.telemetry.v1.ClusterReport;
import io.grpcpool.telemetry.v1.CodeCount;
import io.grpcpool.telemetry.v1.LatencySketch;
import io.grpcpool.telemetry.v1.PoolState;
import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.Refusal;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.peer.v1.StateUpdate;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Soft states for tests; immutable. */
final class SoftStates {

  static final PolicyKey SHOP = new PolicyKey("shop", "user-service");
  static final ResourceKey LISTENER = new ResourceKey(ResourceType.LISTENER, "user-service");
  static final Revision CANARY = new Revision("shop/user-service/version=2", 10);

  private SoftStates() {}

  static PolicySoftState clients(int connected) {
    return new PolicySoftState(
        Map.of(
            LISTENER,
            new ResourceCounts("v1", new Acknowledgements(connected, connected, 0, List.of()))),
        Map.of(),
        Map.of(),
        Map.of());
  }

  static PolicySoftState load(String cluster, ClusterLoad load) {
    return new PolicySoftState(Map.of(), Map.of(cluster, load), Map.of(), Map.of());
  }

  static PolicySoftState cut(Revision revision, int cap) {
    return new PolicySoftState(Map.of(), Map.of(), Map.of(), Map.of(revision, cap));
  }

  static PolicySoftState random(SplittableRandom random) {
    String cluster = "c" + random.nextInt(3);
    return new PolicySoftState(
        Map.of(
            LISTENER,
            new ResourceCounts(
                "v" + random.nextInt(2),
                new Acknowledgements(
                    random.nextInt(9),
                    random.nextInt(9),
                    1,
                    List.of(new Refusal("node", "v", "words", Instant.ofEpochMilli(5)))))),
        Map.of(
            cluster,
            new ClusterLoad(
                random.nextInt(99),
                random.nextInt(99),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9))),
        Map.of(cluster, telemetry(random)),
        Map.of(new Revision(cluster, random.nextInt(2)), random.nextInt(10_001)));
  }

  /** A few attempts and pools. */
  static ClusterTelemetry telemetry(SplittableRandom random) {
    return ClusterTelemetry.of(
        ClusterReport.newBuilder()
            .setStarted(random.nextInt(99))
            .addCodes(CodeCount.newBuilder().setCode(14).setCount(1 + random.nextInt(9)))
            .setLatency(
                LatencySketch.newBuilder()
                    .addBuckets(random.nextInt(400))
                    .addCounts(1 + random.nextInt(9))
                    .setSumMicros(random.nextInt(9_999)))
            .setPools(
                PoolState.newBuilder().setPools(random.nextInt(9)).setOpen(random.nextInt(99)))
            .build(),
        random.nextInt(9),
        random.nextInt(9_999) / 7.0,
        random.nextDouble());
  }

  static ReplicaState replica(String id, PolicyKey policy, PolicySoftState state) {
    ReplicaState replica = new ReplicaState(id);
    replica.apply(StateUpdate.newBuilder().addPolicies(StateMessages.write(policy, state)).build());
    return replica;
  }

  static int connected(ReplicaState replica) {
    return replica
        .find(SHOP)
        .map(state -> state.resources().get(LISTENER).counts().subscribers())
        .orElse(0);
  }
}
