package io.grpcpool.operator.status.kubernetes;

import io.grpcpool.operator.status.Leadership;
import io.grpcpool.operator.status.Statuses;
import io.grpcpool.operator.world.Reports;

/** Immutable. What the reconciler reads. */
public record ReconcilerInputs(
    Reports reports, Statuses statuses, Leadership leadership, StatusEvents events) {}
