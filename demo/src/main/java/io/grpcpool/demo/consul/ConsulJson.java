package io.grpcpool.demo.consul;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Immutable. Writes what an agent knows in the shapes of Consul's HTTP API. */
final class ConsulJson {
  static final String DATACENTER = "dc1";
  static final String VERSION = "1.19.2";
  private static final String NODE_ID = "7f6a1c1e-0000-4000-8000-000000000001";

  private final String nodeName;
  private final String nodeAddress;

  ConsulJson(String nodeName, String nodeAddress) {
    this.nodeName = nodeName;
    this.nodeAddress = nodeAddress;
  }

  Map<String, Object> self() {
    return ordered(
        "Config",
        ordered(
            "Datacenter", DATACENTER,
            "NodeName", nodeName,
            "NodeID", NODE_ID,
            "Server", true,
            "Version", VERSION),
        "Member",
        ordered("Name", nodeName, "Addr", nodeAddress, "Tags", ordered("dc", DATACENTER)),
        "Meta",
        Map.of());
  }

  /** An entry of {@code /v1/health/service/:name}. */
  Map<String, Object> healthEntry(ServiceInstance instance) {
    List<Object> checks =
        Stream.concat(
                Stream.of(serfHealth()),
                instance.checks().stream().map(check -> check(instance.registration(), check)))
            .map(Object.class::cast)
            .toList();
    return ordered("Node", node(), "Service", service(instance), "Checks", checks);
  }

  /** An entry of {@code /v1/catalog/service/:name}. */
  Map<String, Object> catalogEntry(ServiceInstance instance) {
    Map<String, Object> entry = node();
    ServiceRegistration service = instance.registration();
    entry.put("NodeMeta", entry.remove("Meta"));
    entry.put("ServiceID", service.id());
    entry.put("ServiceName", service.name());
    entry.put("ServiceTags", service.tags());
    entry.put("ServiceAddress", service.address());
    entry.put("ServicePort", service.port());
    entry.put("ServiceMeta", service.meta());
    entry.put("ServiceWeights", weights(service.weights()));
    entry.put("ServiceEnableTagOverride", false);
    entry.put("CreateIndex", instance.createIndex());
    entry.put("ModifyIndex", instance.modifyIndex());
    return entry;
  }

  /** The body of {@code /v1/agent/service/:id}. */
  Map<String, Object> agentService(ServiceInstance instance) {
    Map<String, Object> entry = agentServiceWithoutHash(instance.registration());
    entry.put("ContentHash", contentHash(instance.registration()));
    return entry;
  }

  /** An entry of {@code /v1/agent/checks}. */
  Map<String, Object> check(ServiceRegistration service, CheckState check) {
    return ordered(
        "Node", nodeName,
        "CheckID", check.checkId(),
        "Name", check.name(),
        "Status", check.status().text(),
        "Notes", check.notes(),
        "Output", check.output(),
        "ServiceID", check.serviceId(),
        "ServiceName", service.name(),
        "ServiceTags", service.tags(),
        "Type", check.type(),
        "Definition", Map.of(),
        "CreateIndex", check.createIndex(),
        "ModifyIndex", check.modifyIndex());
  }

  /** Changes when the registration does; what {@code hash=} blocks on. */
  String contentHash(ServiceRegistration registration) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(registration.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Map<String, Object> agentServiceWithoutHash(ServiceRegistration service) {
    return ordered(
        "ID", service.id(),
        "Service", service.name(),
        "Tags", service.tags(),
        "Meta", service.meta(),
        "Port", service.port(),
        "Address", service.address(),
        "Weights", weights(service.weights()),
        "EnableTagOverride", false,
        "Datacenter", DATACENTER);
  }

  private Map<String, Object> node() {
    return ordered(
        "ID", NODE_ID,
        "Node", nodeName,
        "Address", nodeAddress,
        "Datacenter", DATACENTER,
        "TaggedAddresses", ordered("lan", nodeAddress, "wan", nodeAddress),
        "Meta", Map.of());
  }

  private Map<String, Object> service(ServiceInstance instance) {
    Map<String, Object> entry = agentServiceWithoutHash(instance.registration());
    entry.remove("Datacenter");
    entry.put("CreateIndex", instance.createIndex());
    entry.put("ModifyIndex", instance.modifyIndex());
    return entry;
  }

  private Map<String, Object> serfHealth() {
    return ordered(
        "Node", nodeName,
        "CheckID", "serfHealth",
        "Name", "Serf Health Status",
        "Status", "passing",
        "Notes", "",
        "Output", "Agent alive and reachable",
        "ServiceID", "",
        "ServiceName", "",
        "ServiceTags", List.of(),
        "Type", "");
  }

  private static Map<String, Object> weights(Weights weights) {
    return ordered("Passing", weights.passing(), "Warning", weights.warning());
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
