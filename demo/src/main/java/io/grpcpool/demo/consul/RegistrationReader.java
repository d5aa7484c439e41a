package io.grpcpool.demo.consul;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.grpcpool.demo.consul.CheckDefinition.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Immutable. Reads the body of {@code PUT /v1/agent/service/register} and refuses what an agent
 * refuses, in its words (https://developer.hashicorp.com/consul/api-docs/agent/service).
 */
final class RegistrationReader {
  private static final Pattern META_KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final int META_VALUE_LENGTH = 512;
  private static final int META_PAIRS = 64;
  private static final Duration SHORTEST_REAP = Duration.ofMinutes(1);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** A registration and its checks. */
  record Registration(ServiceRegistration service, List<CheckDefinition> checks) {
    Registration {
      checks = List.copyOf(checks);
    }
  }

  private RegistrationReader() {}

  static Registration read(JsonObject body) {
    String name = text(body, "Name", "");
    if (name.isBlank()) {
      throw new BadRequestException("Missing service name");
    }
    String id = text(body, "ID", "").isEmpty() ? name : text(body, "ID", "");
    String address = text(body, "Address", "");
    if (address.equals("0.0.0.0") || address.equals("::")) {
      throw new BadRequestException("Invalid service address");
    }

    ServiceRegistration service =
        new ServiceRegistration(
            id, name, address, number(body, "Port", 0), tags(body), meta(body), weights(body));
    return new Registration(service, checks(body, service));
  }

  private static List<String> tags(JsonObject body) {
    List<String> tags = new ArrayList<>();
    for (JsonElement tag : array(body, "Tags")) {
      tags.add(tag.getAsString());
    }
    return tags;
  }

  private static Map<String, String> meta(JsonObject body) {
    Map<String, String> meta = new TreeMap<>();
    if (body.get("Meta") instanceof JsonObject written) {
      written.entrySet().forEach(e -> meta.put(e.getKey(), e.getValue().getAsString()));
    }
    if (meta.size() > META_PAIRS) {
      throw new BadRequestException(
          "Invalid Service Meta: Node metadata cannot contain more than 64 key/value pairs");
    }
    meta.forEach(
        (key, value) -> {
          if (!META_KEY.matcher(key).matches() || key.startsWith("consul-")) {
            throw new BadRequestException(
                "Invalid Service Meta: Couldn't load metadata pair ('" + key + "'): invalid key");
          }
          if (value.length() > META_VALUE_LENGTH) {
            throw new BadRequestException(
                "Invalid Service Meta: Couldn't load metadata pair ('"
                    + key
                    + "'): Value is too long (limit: 512 characters)");
          }
        });
    return meta;
  }

  private static Weights weights(JsonObject body) {
    if (!(body.get("Weights") instanceof JsonObject weights)) {
      return Weights.DEFAULT;
    }
    return new Weights(number(weights, "Passing", 0), number(weights, "Warning", 0));
  }

  private static List<CheckDefinition> checks(JsonObject body, ServiceRegistration service) {
    List<JsonObject> written = new ArrayList<>();
    if (body.get("Check") instanceof JsonObject check) {
      written.add(check);
    }
    array(body, "Checks").forEach(check -> written.add(check.getAsJsonObject()));

    List<CheckDefinition> checks = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String number = written.size() == 1 ? "" : ":" + (i + 1);
      checks.add(check(written.get(i), service, "service:" + service.id() + number));
    }
    return checks;
  }

  private static CheckDefinition check(
      JsonObject check, ServiceRegistration service, String defaultId) {
    String id = text(check, "CheckID", "");
    String name = text(check, "Name", "");
    String initial = text(check, "Status", "");
    String reap = text(check, "DeregisterCriticalServiceAfter", "");
    Duration reapAfter = reap.isEmpty() ? Duration.ZERO : GoDuration.parse(reap);
    return new CheckDefinition(
        id.isEmpty() ? defaultId : id,
        service.id(),
        name.isEmpty() ? "Service '" + service.name() + "' check" : name,
        initial.isEmpty() ? CheckStatus.CRITICAL : CheckStatus.of(initial),
        reapAfter.isZero() || reapAfter.compareTo(SHORTEST_REAP) > 0 ? reapAfter : SHORTEST_REAP,
        kind(check));
  }

  private static CheckDefinition.Kind kind(JsonObject check) {
    String ttl = text(check, "TTL", "");
    if (!ttl.isEmpty()) {
      return new CheckDefinition.Ttl(GoDuration.parse(ttl));
    }

    String grpc = text(check, "GRPC", "");
    if (grpc.isEmpty()) {
      throw new BadRequestException(
          "Invalid check: the stand-in runs GRPC and TTL checks only, and this one is neither");
    }
    if (text(check, "Interval", "").isEmpty()) {
      throw new BadRequestException("Invalid check: Interval must be > 0 for GRPC checks");
    }
    int slash = grpc.indexOf('/');
    String timeout = text(check, "Timeout", "");
    int critical = number(check, "FailuresBeforeCritical", 0);
    return new CheckDefinition.Grpc(
        slash < 0 ? grpc : grpc.substring(0, slash),
        slash < 0 ? "" : grpc.substring(slash + 1),
        check.has("GRPCUseTLS") && check.get("GRPCUseTLS").getAsBoolean(),
        GoDuration.parse(text(check, "Interval", "")),
        timeout.isEmpty() ? DEFAULT_TIMEOUT : GoDuration.parse(timeout),
        new Thresholds(
            number(check, "SuccessBeforePassing", 0),
            number(check, "FailuresBeforeWarning", critical),
            critical));
  }

  private static String text(JsonObject object, String field, String otherwise) {
    JsonElement value = object.get(field);
    return value == null || value.isJsonNull() ? otherwise : value.getAsString();
  }

  private static int number(JsonObject object, String field, int otherwise) {
    JsonElement value = object.get(field);
    return value == null || value.isJsonNull() ? otherwise : value.getAsInt();
  }

  private static JsonArray array(JsonObject object, String field) {
    return object.get(field) instanceof JsonArray array ? array : new JsonArray();
  }
}
