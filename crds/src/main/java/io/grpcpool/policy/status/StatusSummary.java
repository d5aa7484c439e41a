package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Text for the columns of kubectl.
 *
 * @param weight such as {@code 90/10}
 * @param ready the status of the Ready condition
 * @param reason its reason
 * @param endpoints such as {@code 4/4}
 * @param clients such as {@code 3/3}
 */
@DocumentPart
public record StatusSummary(
    @Nullable String weight,
    @Nullable String ready,
    @Nullable String reason,
    @Nullable String endpoints,
    @Nullable String clients) {}
