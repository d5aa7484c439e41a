package io.grpcpool.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Limits that refuse a call before it is sent.
 *
 * @param maxRequests calls in flight per client process and cluster, 1 to 4294967295
 * @param open absent: whatever the share of failed calls
 */
@DocumentPart
public record CircuitBreaker(@Nullable Long maxRequests, CircuitBreaker.@Nullable Open open) {

  /**
   * Immutable. When the breaker opens by error rate.
   *
   * @param errorRate the share of failed calls in the window
   * @param minRequests fewest calls in the window that say anything
   * @param window how far back calls are looked at
   * @param probes calls that are let through after that, and must all succeed
   * @param openFor how long it stays open; {@code for} in the document
   */
  @DocumentPart
  public record Open(
      @Nullable String errorRate,
      @Nullable Integer minRequests,
      @Nullable String window,
      @JsonProperty("for") @Nullable String openFor,
      @Nullable Integer probes) {}
}
