package io.grpcpool.operator.compile;

import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.MethodView;
import io.grpcpool.planner.route.RetryView;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Immutable. What holds for each call: timeouts (gRFC A31) and retries (gRFC A44). */
final class CallMessages {

  private CallMessages() {}

  /** An action that says how long calls may take and when they are tried again, not yet where. */
  static RouteAction limits(CallView calls) {
    return limits(calls.timeout(), calls.retry());
  }

  /** The same for the calls of a method. */
  static RouteAction limits(MethodView method) {
    return limits(method.timeout(), method.retry());
  }

  private static RouteAction limits(
      java.time.@Nullable Duration timeout, @Nullable RetryView retry) {
    RouteAction.Builder action = RouteAction.newBuilder();
    if (timeout != null) {
      // The first bounds the caller's deadline, the second stands for it where there is none.
      action.setMaxStreamDuration(
          RouteAction.MaxStreamDuration.newBuilder()
              .setGrpcTimeoutHeaderMax(duration(timeout))
              .setMaxStreamDuration(duration(timeout)));
    }
    if (retry != null && retry.attempts() > 1 && !retry.on().isEmpty()) {
      // Per route: grpc-java does not read the virtual host's retry policy.
      action.setRetryPolicy(retryPolicy(retry));
    }
    return action.build();
  }

  private static RetryPolicy retryPolicy(RetryView retry) {
    return RetryPolicy.newBuilder()
        .setRetryOn(retry.on().stream().map(CallMessages::code).collect(Collectors.joining(",")))
        .setNumRetries(UInt32Value.of(retry.attempts() - 1))
        .setRetryBackOff(
            RetryPolicy.RetryBackOff.newBuilder()
                .setBaseInterval(duration(retry.base()))
                .setMaxInterval(duration(retry.max())))
        .build();
  }

  /** {@code DEADLINE_EXCEEDED} is {@code deadline-exceeded} in Envoy's words. */
  private static String code(String status) {
    return status.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
