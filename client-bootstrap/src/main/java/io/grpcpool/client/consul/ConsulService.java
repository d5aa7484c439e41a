package io.grpcpool.client.consul;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. What is written into Consul's catalogue.
 *
 * @param id stable across restarts, so that registering again replaces and leaves no ghost
 * @param address an IP literal that clients dial; empty: the agent's node address
 * @param port 1 to 65535
 * @param passingWeight 1 to 65535, while passing
 * @param warningWeight 0 to 65535, while warning
 * @param meta {@code version}, {@code zone} and {@code region} among it
 */
record ConsulService(
    String name,
    String id,
    String address,
    int port,
    int passingWeight,
    int warningWeight,
    List<String> tags,
    Map<String, String> meta,
    ConsulCheck check) {

  private static final int MAX_WEIGHT = 65_535;

  ConsulService {
    tags = List.copyOf(new ArrayList<>(tags));
    meta = java.util.Collections.unmodifiableMap(new TreeMap<>(meta));
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: must not be blank");
    }
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("port: " + port + " is not within 1 and 65535");
    }
    // Consul's agent refuses a passing weight of 0 and any above 65535 (agent/structs, Weights).
    if (passingWeight < 1 || passingWeight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "weight (passing): " + passingWeight + " is not within 1 and 65535");
    }
    if (warningWeight < 0 || warningWeight > MAX_WEIGHT) {
      throw new IllegalArgumentException(
          "weight (warning): " + warningWeight + " is not within 0 and 65535");
    }
    meta.forEach(ConsulService::checkMeta);
    if (meta.size() > 64) {
      throw new IllegalArgumentException("meta: " + meta.size() + " entries are more than 64");
    }
  }

  /** The rules by which Consul's agent answers 400 (agent/structs, ValidateMetaTags). */
  private static void checkMeta(String key, String value) {
    if (!key.matches("[A-Za-z0-9_-]{1,128}") || key.startsWith("consul-")) {
      throw new IllegalArgumentException(
          "meta key: '"
              + key
              + "' is not 1 to 128 characters of A-Z, a-z, 0-9, '_' and '-' without the prefix"
              + " 'consul-'");
    }
    if (value.length() > 512) {
      throw new IllegalArgumentException("meta " + key + ": longer than 512 characters");
    }
  }
}
