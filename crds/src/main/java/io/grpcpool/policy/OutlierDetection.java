package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. When a client leaves out a failing endpoint.
 *
 * @param mode {@code On} or {@code Off}
 */
@DocumentPart
public record OutlierDetection(
    @Nullable String mode,
    @Nullable Integer failurePercentage,
    @Nullable Integer requestVolume,
    @Nullable Integer minimumHosts,
    @Nullable String interval,
    @Nullable String baseEjection,
    @Nullable Integer maxEjectionPercent) {}
