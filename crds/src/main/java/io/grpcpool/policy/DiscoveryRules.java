package io.grpcpool.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stateless. Where endpoints come from. */
final class DiscoveryRules {

  private static final String DISCOVERY = "spec.discovery";
  private static final String FORMS = "exactly one of consul, kubernetes, static, external";
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern PORT_NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int MAX_PORT = 65_535;

  private DiscoveryRules() {}

  static void check(@Nullable Discovery discovery, Violations violations) {
    if (!violations.required(DISCOVERY, discovery, FORMS)) {
      return;
    }
    long forms =
        Stream.of(
                discovery.consul(), discovery.kubernetes(), discovery.fixed(), discovery.external())
            .filter(Objects::nonNull)
            .count();
    if (forms != 1) {
      violations.add(DISCOVERY, null, "has " + forms + " sources: must have " + FORMS);
    }
    if (discovery.consul() != null) {
      consul(discovery.consul(), violations);
    }
    if (discovery.kubernetes() != null) {
      kubernetes(discovery.kubernetes(), violations);
    }
    if (discovery.fixed() != null) {
      fixed(discovery.fixed().endpoints(), violations);
    }
    if (discovery.external() != null) {
      external(discovery.external(), violations);
    }
  }

  private static void consul(ConsulDiscovery consul, Violations violations) {
    String path = DISCOVERY + ".consul.";
    if (violations.required(path + "service", consul.service(), Names.CONSUL_SERVICE_RULE)) {
      violations.text(
          path + "service", consul.service(), Names.CONSUL_SERVICE, Names.CONSUL_SERVICE_RULE);
    }
    List<String> datacenters = Objects.requireNonNullElse(consul.datacenters(), List.of());
    violations.size(path + "datacenters", datacenters, Limits.DATACENTERS);
    violations.unique(path + "datacenters", datacenters);
    for (int i = 0; i < datacenters.size(); i++) {
      violations.text(
          path + "datacenters[" + i + "]",
          datacenters.get(i),
          Names.CONSUL_DATACENTER,
          Names.CONSUL_DATACENTER_RULE);
    }
    List<String> tags = Objects.requireNonNullElse(consul.tags(), List.of());
    violations.size(path + "tags", tags, Limits.TAGS);
    for (int i = 0; i < tags.size(); i++) {
      violations.length(path + "tags[" + i + "]", tags.get(i), 1, Limits.TAG);
    }
    violations.oneOf(path + "health", consul.health(), ConsulHealth.texts());
    if (consul.panicThreshold() != null && Percentage.parse(consul.panicThreshold()).isEmpty()) {
      violations.add(
          path + "panicThreshold", consul.panicThreshold(), "must be " + Percentage.FORMAT);
    }
    violations.duration(
        path + "emptyHoldDown", consul.emptyHoldDown(), Duration.ZERO, Limits.LONGEST_HOLD);
  }

  private static void kubernetes(KubernetesDiscovery kubernetes, Violations violations) {
    String path = DISCOVERY + ".kubernetes.";
    if (violations.required(path + "service", kubernetes.service(), Names.DNS_LABEL_RULE)) {
      violations.text(
          path + "service", kubernetes.service(), Names.DNS_LABEL, Names.DNS_LABEL_RULE);
    }
    String port = kubernetes.port();
    if (port != null && !isPort(port)) {
      violations.add(path + "port", port, "must be " + Names.PORT_RULE);
    }
  }

  private static boolean isPort(String port) {
    return DIGITS.matcher(port).matches()
        ? PORT_NUMBER.matcher(port).matches() && Integer.parseInt(port) <= MAX_PORT
        : Names.DNS_LABEL.matcher(port).matches();
  }

  private static void fixed(@Nullable List<StaticEndpoint> endpoints, Violations violations) {
    String path = DISCOVERY + ".static.endpoints";
    if (!violations.required(path, endpoints, "a list, which may be empty")) {
      return;
    }
    violations.size(path, endpoints, Limits.STATIC_ENDPOINTS);
    for (int i = 0; i < endpoints.size(); i++) {
      StaticEndpoint endpoint = endpoints.get(i);
      String each = path + "[" + i + "].";
      violations.range(each + "weight", endpoint.weight(), 1, Limits.WEIGHT);
      violations.length(each + "zone", endpoint.zone(), 0, Limits.ZONE);
      Labels.check(each + "labels", endpoint.labels(), Limits.LABELS, violations);
    }
  }

  private static void external(ExternalDiscovery external, Violations violations) {
    String path = DISCOVERY + ".external.";
    if (violations.required(path + "source", external.source(), Names.DNS_LABEL_RULE)) {
      violations.text(path + "source", external.source(), Names.DNS_LABEL, Names.DNS_LABEL_RULE);
    }
    Map<String, String> parameters = Objects.requireNonNullElse(external.parameters(), Map.of());
    violations.size(path + "parameters", parameters.keySet(), Limits.PARAMETERS);
    parameters.forEach(
        (key, value) -> violations.length(path + "parameters." + key, value, 0, Limits.PARAMETER));
  }
}
