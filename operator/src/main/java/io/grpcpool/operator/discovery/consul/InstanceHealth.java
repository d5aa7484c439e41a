package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulInstance.Check;
import io.grpcpool.planner.EndpointHealth;
import java.util.Locale;

/** Stateless. One state of health from all checks of an instance and of its node: the worst. */
final class InstanceHealth {
  private static final String NODE_MAINTENANCE = "_node_maintenance";
  private static final String SERVICE_MAINTENANCE = "_service_maintenance:";

  private InstanceHealth() {}

  /**
   * No checks at all is passing: nodes that are registered from outside have none, not even {@code
   * serfHealth}.
   */
  static EndpointHealth of(ConsulInstance instance) {
    return instance.checks().stream()
        .filter(check -> concerns(check, instance))
        .map(InstanceHealth::of)
        .max(Enum::compareTo)
        .orElse(EndpointHealth.PASSING);
  }

  /** Whether it is a check of the instance or of its node. */
  static boolean concerns(Check check, ConsulInstance instance) {
    return check.serviceId().isEmpty() || check.serviceId().equals(instance.service().id());
  }

  /** What one check says. */
  static EndpointHealth of(Check check) {
    boolean maintenance =
        check.id().equals(NODE_MAINTENANCE) || check.id().startsWith(SERVICE_MAINTENANCE);
    return switch (check.status().toLowerCase(Locale.ROOT)) {
      case "passing" -> EndpointHealth.PASSING;
      case "warning" -> EndpointHealth.WARNING;
      // A status that no version of Consul has is a reason for caution.
      default -> maintenance ? EndpointHealth.MAINTENANCE : EndpointHealth.CRITICAL;
    };
  }
}
