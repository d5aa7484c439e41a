package io.grpcpool.planner.route;

import static io.grpcpool.planner.route.RouteViews.present;

import io.grpcpool.policy.Backoff;
import io.grpcpool.policy.CircuitBreaker;
import io.grpcpool.policy.MethodPolicy;
import io.grpcpool.policy.OutlierDetection;
import io.grpcpool.policy.Percentage;
import io.grpcpool.policy.PolicyDuration;
import io.grpcpool.policy.Pool;
import io.grpcpool.policy.RateLimit;
import io.grpcpool.policy.Resilience;
import io.grpcpool.policy.Retry;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stateless. Reads what a policy says of its calls. */
final class CallViews {

  private CallViews() {}

  static CallView of(Resilience resilience, @Nullable String saturation) {
    return new CallView(
        duration(resilience.timeout()),
        retry(present(resilience.retry())),
        present(present(resilience.circuitBreaker()).maxRequests()),
        present(resilience.methods()).stream().map(method -> method(method, resilience)).toList(),
        new ProtectionView(
            outliers(resilience.outlierDetection()),
            circuit(present(resilience.circuitBreaker()).open()),
            rate(resilience.rateLimit()),
            resilience.healthCheck() == null ? null : resilience.healthCheck().service(),
            saturation == null ? null : saturation.equals(Pool.FAIL)));
  }

  /** What a method leaves open is as for every call. */
  private static MethodView method(MethodPolicy method, Resilience every) {
    return new MethodView(
        path(present(method.name())),
        duration(method.timeout() == null ? every.timeout() : method.timeout()),
        retry(completed(method.retry(), present(every.retry()))));
  }

  private static Retry completed(@Nullable Retry own, Retry every) {
    return own == null
        ? every
        : new Retry(
            Objects.requireNonNullElse(own.attempts(), present(every.attempts())),
            Objects.requireNonNullElse(own.codes(), present(every.codes())),
            Objects.requireNonNullElse(own.backoff(), present(every.backoff())));
  }

  private static CallMatch.Path path(String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? new CallMatch.Service(name)
        : new CallMatch.Method(name.substring(0, slash), name.substring(slash + 1));
  }

  private static @Nullable RetryView retry(Retry retry) {
    int attempts = present(retry.attempts());
    Set<String> codes = Set.copyOf(present(retry.codes()));
    if (attempts == 1 || codes.isEmpty()) {
      return null;
    }
    Backoff backoff = present(retry.backoff());
    return new RetryView(
        attempts, codes, present(duration(backoff.base())), present(duration(backoff.max())));
  }

  private static @Nullable OutlierView outliers(@Nullable OutlierDetection written) {
    return written == null
        ? null
        : new OutlierView(
            OutlierDetection.ON.equals(written.mode()),
            present(written.failurePercentage()),
            present(written.requestVolume()),
            present(written.minimumHosts()),
            PolicyDuration.of(present(written.interval())),
            PolicyDuration.of(present(written.baseEjection())),
            present(written.maxEjectionPercent()));
  }

  private static ProtectionView.@Nullable Circuit circuit(CircuitBreaker.@Nullable Open written) {
    return written == null
        ? null
        : new ProtectionView.Circuit(
            Percentage.of(present(written.errorRate())),
            present(written.minRequests()),
            PolicyDuration.of(present(written.window())),
            PolicyDuration.of(present(written.openFor())),
            present(written.probes()));
  }

  private static ProtectionView.@Nullable Rate rate(@Nullable RateLimit written) {
    return written == null
        ? null
        : new ProtectionView.Rate(present(written.requestsPerSecond()), present(written.burst()));
  }

  /** None where nothing is written; of a method, zero says so in words. */
  private static @Nullable Duration duration(@Nullable String text) {
    Duration duration = text == null ? Duration.ZERO : PolicyDuration.of(text);
    return duration.isZero() ? null : duration;
  }
}
