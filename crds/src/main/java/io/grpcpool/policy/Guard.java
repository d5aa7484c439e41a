package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What is watched on every track that gets less than all traffic.
 *
 * @param mode {@code Enforce}, {@code DryRun} or {@code Off}
 * @param onFailure {@code Rollback} or {@code Hold}
 */
@DocumentPart
public record Guard(
    @Nullable String mode,
    Guard.@Nullable ErrorRate errorRate,
    Guard.@Nullable Latency latency,
    Guard.@Nullable Connections connections,
    @Nullable Integer minRequests,
    @Nullable String onNoData,
    @Nullable String onFailure) {

  /** Immutable. The share of calls that may fail. */
  @DocumentPart
  public record ErrorRate(@Nullable String max, @Nullable List<String> codes) {
    public ErrorRate {
      codes = Copies.of(codes);
    }
  }

  /** Immutable. How much slower than the stable track. */
  @DocumentPart
  public record Latency(@Nullable String percentile, @Nullable String maxIncrease) {}

  /** Immutable. How many more connections than the stable track. */
  @DocumentPart
  public record Connections(@Nullable String maxIncrease) {}
}
