package io.grpcpool.planner.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What holds for the calls of one method or service, in place of what holds for every
 * call.
 *
 * @param timeout the longest a call may take; null: the caller's own deadline alone
 * @param retry null: calls are not retried
 */
public record MethodView(
    CallMatch.Path calls, @Nullable Duration timeout, @Nullable RetryView retry) {}
