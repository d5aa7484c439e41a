package io.grpcpool.planner.route;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What holds for every call of a policy.
 *
 * @param timeout the longest a call may take; null: the caller's own deadline alone
 * @param retry null: calls are not retried
 * @param maxRequests most calls in flight per client and cluster, 0 to 2^32-1
 * @param methods what holds for the calls of single methods and services instead; a method goes
 *     before its service
 */
public record CallView(
    @Nullable Duration timeout,
    @Nullable RetryView retry,
    long maxRequests,
    List<MethodView> methods,
    ProtectionView protection) {

  /** The highest {@code maxRequests}: no limit in practice. */
  public static final long UNLIMITED_REQUESTS = 0xFFFF_FFFFL;

  /** No timeout, no retry, no limit. */
  public static final CallView UNLIMITED = new CallView(null, null, UNLIMITED_REQUESTS);

  public CallView {
    methods = List.copyOf(methods);
  }

  /** The same for the calls of all methods. */
  public CallView(@Nullable Duration timeout, @Nullable RetryView retry, long maxRequests) {
    this(timeout, retry, maxRequests, List.of(), ProtectionView.NONE);
  }
}
