package io.grpcpool.planner.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What holds for every call of a policy.
 *
 * @param timeout the longest a call may take; null: the caller's own deadline alone
 * @param retry null: calls are not retried
 * @param maxRequests most calls in flight per client and cluster, 0 to 2^32-1
 */
public record CallView(@Nullable Duration timeout, @Nullable RetryView retry, long maxRequests) {

  /** The highest {@code maxRequests}: no limit in practice. */
  public static final long UNLIMITED_REQUESTS = 0xFFFF_FFFFL;

  /** No timeout, no retry, no limit. */
  public static final CallView UNLIMITED = new CallView(null, null, UNLIMITED_REQUESTS);
}
