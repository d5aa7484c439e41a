package io.grpcpool.operator.assembly;

import io.grpcpool.operator.status.StatusChanges;
import io.grpcpool.operator.status.Statuses;
import io.grpcpool.operator.world.Reports;

/** Immutable. What a writer of status reads. */
public record StatusFeed(Reports reports, Statuses statuses, StatusChanges changes) {}
