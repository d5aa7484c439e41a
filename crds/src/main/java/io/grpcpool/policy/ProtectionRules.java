package io.grpcpool.policy;

/** Stateless. What protects calls and endpoints. Of a spec with defaults. */
final class ProtectionRules {

  private static final String OUTLIERS = "spec.resilience.outlierDetection.";

  private ProtectionRules() {}

  static void check(Resilience resilience, Violations violations) {
    if (resilience.outlierDetection() != null) {
      outliers(resilience.outlierDetection(), violations);
    }
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
