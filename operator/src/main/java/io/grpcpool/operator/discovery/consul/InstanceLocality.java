package io.grpcpool.operator.discovery.consul;

import io.grpcpool.planner.Locality;
import java.util.List;
import java.util.Map;

/** Stateless. Where an instance is, from the first place that says anything. */
final class InstanceLocality {
  /** Written by consul-k8s' catalogue sync. */
  private static final String KUBERNETES_ZONE = "external-k8s-topology-zone";

  private InstanceLocality() {}

  static Locality of(ConsulInstance instance) {
    Map<String, String> meta = instance.service().meta();
    List<Locality> places =
        List.of(
            instance.service().locality(),
            written(meta, "zone"),
            instance.node().locality(),
            written(instance.node().meta(), "zone"),
            written(meta, KUBERNETES_ZONE));
    return places.stream()
        .filter(place -> !place.equals(Locality.NONE))
        .findFirst()
        .orElse(Locality.NONE);
  }

  private static Locality written(Map<String, String> meta, String zone) {
    return new Locality(meta.getOrDefault("region", ""), meta.getOrDefault(zone, ""), "");
  }
}
