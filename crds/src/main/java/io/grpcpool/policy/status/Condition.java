package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A condition of the shape that Kubernetes uses (metav1.Condition).
 *
 * @param type {@link ConditionType}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param observedGeneration the generation of the spec that it judges
 * @param lastTransitionTime RFC 3339; moves only when the status flips
 * @param reason {@link ConditionReason}
 * @param message one sentence with the numbers
 */
@DocumentPart
public record Condition(
    @Nullable String type,
    @Nullable String status,
    @Nullable Long observedGeneration,
    @Nullable String lastTransitionTime,
    @Nullable String reason,
    @Nullable String message) {}
