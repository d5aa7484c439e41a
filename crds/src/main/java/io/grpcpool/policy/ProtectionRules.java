package io.grpcpool.policy;

/** Stateless. What protects calls and endpoints. Of a spec with defaults. */
final class ProtectionRules {

  private static final String OPEN = "spec.resilience.circuitBreaker.open.";
  private static final String RATE = "spec.resilience.rateLimit.";
  private static final String OUTLIERS = "spec.resilience.outlierDetection.";

  private ProtectionRules() {}

  static void check(Resilience resilience, Violations violations) {
    if (resilience.circuitBreaker().open() != null) {
      open(resilience.circuitBreaker().open(), violations);
    }
    if (resilience.rateLimit() != null) {
      rate(resilience.rateLimit(), violations);
    }
    if (resilience.healthCheck() != null) {
      violations.length(
          "spec.resilience.healthCheck.service",
          resilience.healthCheck().service(),
          0,
          Limits.HEALTH_SERVICE);
    }
    if (resilience.outlierDetection() != null) {
      outliers(resilience.outlierDetection(), violations);
    }
  }

  private static void open(CircuitBreaker.Open open, Violations violations) {
    if (Percentage.parse(open.errorRate()).filter(percent -> percent > 0).isEmpty()) {
      violations.add(
          OPEN + "errorRate", open.errorRate(), "must be a whole percentage from 1% to 100%");
    }
    violations.range(OPEN + "minRequests", open.minRequests(), 1, Limits.REQUEST_VOLUME);
    violations.duration(
        OPEN + "window", open.window(), Limits.SHORTEST_WINDOW, Limits.LONGEST_WINDOW);
    violations.duration(
        OPEN + "for", open.openFor(), Limits.SHORTEST_INTERVAL, Limits.LONGEST_INTERVAL);
    violations.range(OPEN + "probes", open.probes(), 1, Limits.PROBES);
  }

  private static void rate(RateLimit rate, Violations violations) {
    String path = RATE + "requestsPerSecond";
    if (violations.required(path, rate.requestsPerSecond(), "1 to " + Limits.RATE)) {
      violations.range(path, rate.requestsPerSecond(), 1, Limits.RATE);
    }
    violations.range(RATE + "burst", rate.burst(), 1, Limits.RATE);
  }

  private static void outliers(OutlierDetection outliers, Violations violations) {
    violations.oneOf(OUTLIERS + "mode", outliers.mode(), OutlierDetection.MODES);
    violations.range(OUTLIERS + "failurePercentage", outliers.failurePercentage(), 1, 99);
    violations.range(
        OUTLIERS + "requestVolume", outliers.requestVolume(), 1, Limits.REQUEST_VOLUME);
    violations.range(
        OUTLIERS + "minimumHosts", outliers.minimumHosts(), 1, Limits.STATIC_ENDPOINTS);
    violations.duration(
        OUTLIERS + "interval",
        outliers.interval(),
        Limits.SHORTEST_INTERVAL,
        Limits.LONGEST_INTERVAL);
    violations.duration(
        OUTLIERS + "baseEjection",
        outliers.baseEjection(),
        Limits.SHORTEST_INTERVAL,
        Limits.LONGEST_HOLD);
    violations.range(OUTLIERS + "maxEjectionPercent", outliers.maxEjectionPercent(), 1, 100);
  }
}
