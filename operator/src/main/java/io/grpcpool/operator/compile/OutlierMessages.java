package io.grpcpool.operator.compile;

import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.grpcpool.planner.route.OutlierView;

/**
 * Immutable. Outlier detection, gRFC A50: by the share of failed calls alone. What is not wanted is
 * written as zero, because absent fields turn ejection on in some clients.
 */
final class OutlierMessages {

  private static final UInt32Value ALWAYS = UInt32Value.of(100);
  private static final UInt32Value NEVER = UInt32Value.of(0);

  private OutlierMessages() {}

  static OutlierDetection detection(OutlierView outliers) {
    return OutlierDetection.newBuilder()
        .setInterval(duration(outliers.interval()))
        .setBaseEjectionTime(duration(outliers.baseEjection()))
        .setMaxEjectionPercent(UInt32Value.of(outliers.maxEjectionPercent()))
        .setEnforcingSuccessRate(NEVER)
        .setEnforcingConsecutive5Xx(NEVER)
        .setEnforcingConsecutiveGatewayFailure(NEVER)
        .setEnforcingFailurePercentage(outliers.acts() ? ALWAYS : NEVER)
        .setFailurePercentageThreshold(UInt32Value.of(outliers.failurePercentage()))
        .setFailurePercentageMinimumHosts(UInt32Value.of(outliers.minimumHosts()))
        .setFailurePercentageRequestVolume(UInt32Value.of(outliers.requestVolume()))
        .build();
  }

  private static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }
}
