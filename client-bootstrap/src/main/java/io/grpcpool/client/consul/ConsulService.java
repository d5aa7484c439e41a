package io.grpcpool.client.consul;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
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

  private static final Gson JSON = new Gson();
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

  /** The body of {@code PUT /v1/agent/service/register}. */
  String json(boolean serving) {
    JsonObject json = described();
    json.addProperty("Name", name);
    json.add("Check", checkJson(serving));
    return json.toString();
  }

  /** What is said of it whoever writes it down: all but its name and its checks. */
  JsonObject described() {
    JsonObject json = new JsonObject();
    json.addProperty("ID", id);
    if (!address.isEmpty()) {
      json.addProperty("Address", address);
    }
    json.addProperty("Port", port);
    json.add("Tags", JSON.toJsonTree(tags));
    json.add("Meta", JSON.toJsonTree(meta));
    JsonObject weights = new JsonObject();
    weights.addProperty("Passing", passingWeight);
    // Consul makes a warning weight of 0 of a missing one.
    weights.addProperty("Warning", warningWeight);
    json.add("Weights", weights);
    return json;
  }

  /** The ID of its check. */
  String checkId() {
    return "service:" + id;
  }

  private JsonObject checkJson(boolean serving) {
    JsonObject json = new JsonObject();
    json.addProperty("CheckID", checkId());
    json.addProperty("Name", name + " " + check.kind().name());
    // Without it Consul starts with critical; the server has started by now.
    json.addProperty("Status", serving ? "passing" : "critical");
    json.addProperty("DeregisterCriticalServiceAfter", check.deregisterAfter().toSeconds() + "s");
    if (check.kind() == ConsulCheck.Kind.TTL) {
      json.addProperty("TTL", check.interval().toMillis() + "ms");
      return json;
    }
    String host = address.isEmpty() ? "127.0.0.1" : address;
    String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    String suffix = check.service().isEmpty() ? "" : "/" + check.service();
    json.addProperty("GRPC", bracketed + ":" + port + suffix);
    json.addProperty("GRPCUseTLS", check.tls());
    json.addProperty("Interval", check.interval().toMillis() + "ms");
    json.addProperty("Timeout", "2s");
    json.addProperty("FailuresBeforeCritical", check.failuresBeforeCritical());
    json.addProperty("SuccessBeforePassing", check.successBeforePassing());
    return json;
  }
}
