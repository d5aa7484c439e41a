package io.grpcpool.operator.world;

import io.grpcpool.operator.audit.AuditLog;
import io.grpcpool.operator.discovery.EndpointSources;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.TrackCap;
import io.grpcpool.xds.ResourceUpdate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Immutable. What the planner thread works with; each must return quickly.
 *
 * @param sources where endpoints come from
 * @param server what serves resources
 * @param namesKnown called when names are no longer pending
 * @param audit where decisions are written down
 * @param planning hears when changes come and are planned
 * @param cuts the most that tracks of a policy may get now
 */
public record WorldPorts(
    EndpointSources sources,
    Consumer<ResourceUpdate> server,
    Runnable namesKnown,
    AuditLog audit,
    PlanningListener planning,
    Function<PolicyId, List<TrackCap>> cuts) {}
