package io.grpcpool.xds;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Immutable. What every stream is served with.
 *
 * @param table what is served
 * @param knowledge which names may still turn up
 * @param scheduler what runs delayed work
 * @param clock the wall clock of what is shown
 * @param metrics what is measured, and the monotonic clock of it
 */
record ServingContext(
    ResourceTable table,
    NameKnowledge knowledge,
    ScheduledExecutorService scheduler,
    InstantSource clock,
    XdsMetrics metrics) {}
