package io.grpcpool.xds.peer;

import io.grpcpool.xds.Acknowledgements;
import io.grpcpool.xds.Refusal;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import io.grpcpool.xds.load.ClusterLoad;
import io.grpcpool.xds.peer.v1.CutState;
import io.grpcpool.xds.peer.v1.LoadState;
import io.grpcpool.xds.peer.v1.Policy;
import io.grpcpool.xds.peer.v1.PolicyState;
import io.grpcpool.xds.peer.v1.PoolsState;
import io.grpcpool.xds.peer.v1.RefusalState;
import io.grpcpool.xds.peer.v1.ResourceState;
import io.grpcpool.xds.telemetry.ClusterTelemetry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Thread-safe: stateless. Soft state as messages and back. What a newer replica says that this one
 * does not know is left out; numbers out of range are taken to the nearest that is in it.
 */
final class StateMessages {

  /** A sample is enough to find the client: its own debug page has them all. */
  static final int MAX_REFUSALS = 1;

  static final int MAX_WORDS = 300;
  private static final int ALL_CALLS = 10_000;

  private StateMessages() {}

  static Policy key(PolicyKey policy) {
    return Policy.newBuilder().setNamespace(policy.namespace()).setName(policy.name()).build();
  }

  static PolicyKey key(Policy message) {
    return new PolicyKey(message.getNamespace(), message.getName());
  }

  static PolicyState write(PolicyKey policy, PolicySoftState state) {
    PolicyState.Builder message = PolicyState.newBuilder().setPolicy(key(policy));
    state.resources().forEach((key, counts) -> message.addResources(resource(key, counts)));
    state.loads().forEach((cluster, load) -> message.addLoads(load(cluster, load)));
    state.telemetry().forEach((cluster, told) -> message.addPools(pools(cluster, told)));
    state
        .cuts()
        .forEach(
            (revision, cap) ->
                message.addCuts(
                    CutState.newBuilder()
                        .setCluster(revision.cluster())
                        .setWeight(revision.weight())
                        .setCapBasisPoints(cap)));
    return message.build();
  }

  static PolicySoftState read(PolicyState message) {
    Map<ResourceKey, ResourceCounts> resources = new HashMap<>();
    for (ResourceState resource : message.getResourcesList()) {
      ResourceType type = ResourceType.ofUrl(resource.getTypeUrl());
      if (type != null) {
        resources.put(new ResourceKey(type, resource.getName()), counts(resource));
      }
    }
    Map<String, ClusterLoad> loads = new HashMap<>();
    message.getLoadsList().forEach(load -> loads.put(load.getCluster(), load(load)));
    Map<String, ClusterTelemetry> telemetry = new HashMap<>();
    message
        .getPoolsList()
        .forEach(pools -> telemetry.put(pools.getSums().getCluster(), pools(pools)));
    Map<Revision, Integer> cuts = new HashMap<>();
    message
        .getCutsList()
        .forEach(
            cut ->
                cuts.merge(
                    new Revision(cut.getCluster(), cut.getWeight()),
                    Math.max(0, Math.min(ALL_CALLS, cut.getCapBasisPoints())),
                    Math::min));
    return new PolicySoftState(resources, loads, telemetry, cuts);
  }

  private static ResourceState resource(ResourceKey key, ResourceCounts resource) {
    Acknowledgements counts = resource.counts();
    ResourceState.Builder message =
        ResourceState.newBuilder()
            .setTypeUrl(key.type().typeUrl())
            .setName(key.name())
            .setVersion(resource.version())
            .setSubscribers(counts.subscribers())
            .setAcknowledged(counts.acknowledged())
            .setRefused(counts.refused());
    counts.refusals().stream()
        .limit(MAX_REFUSALS)
        .forEach(
            refusal ->
                message.addRefusals(
                    RefusalState.newBuilder()
                        .setNode(cut(refusal.node()))
                        .setMessage(cut(refusal.message()))
                        .setAtMillis(refusal.at().toEpochMilli())));
    return message.build();
  }

  private static ResourceCounts counts(ResourceState message) {
    return new ResourceCounts(
        message.getVersion(),
        new Acknowledgements(
            Math.max(0, message.getSubscribers()),
            Math.max(0, message.getAcknowledged()),
            Math.max(0, message.getRefused()),
            message.getRefusalsList().stream()
                .limit(MAX_REFUSALS)
                .map(refusal -> refusal(message.getVersion(), refusal))
                .toList()));
  }

  private static Refusal refusal(String version, RefusalState message) {
    return new Refusal(
        cut(message.getNode()),
        version,
        cut(message.getMessage()),
        Instant.ofEpochMilli(message.getAtMillis()));
  }

  private static LoadState load(String cluster, ClusterLoad load) {
    return LoadState.newBuilder()
        .setCluster(cluster)
        .setIssued(load.issued())
        .setSucceeded(load.succeeded())
        .setFailed(load.failed())
        .setDropped(load.dropped())
        .setInProgress(load.inProgress())
        .setPools(load.streams())
        .build();
  }

  private static ClusterLoad load(LoadState message) {
    return new ClusterLoad(
        Math.max(0, message.getIssued()),
        Math.max(0, message.getSucceeded()),
        Math.max(0, message.getFailed()),
        Math.max(0, message.getDropped()),
        Math.max(0, message.getInProgress()),
        Math.max(0, message.getPools()));
  }

  private static PoolsState pools(String cluster, ClusterTelemetry told) {
    return PoolsState.newBuilder()
        .setSums(told.toMessage(cluster))
        .setClients(told.pools().clients())
        .setCallsPerSecond(told.pools().callsPerSecond())
        .setConcurrency(told.pools().concurrency())
        .build();
  }

  private static ClusterTelemetry pools(PoolsState message) {
    return ClusterTelemetry.of(
        message.getSums(),
        message.getClients(),
        message.getCallsPerSecond(),
        message.getConcurrency());
  }

  private static String cut(String words) {
    return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS - 1) + "…";
  }
}
