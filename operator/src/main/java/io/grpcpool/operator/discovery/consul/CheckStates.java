package io.grpcpool.operator.discovery.consul;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Immutable. All checks of a datacenter, as far as they decide whether an instance takes calls.
 *
 * @param byService by the service's name in lower case; those of nodes under the empty name
 */
record CheckStates(Map<String, Set<Check>> byService) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OF_NODES = "";

  /**
   * @param tags of the service: a new registration may change them and nothing else here
   */
  record Check(String node, String id, String serviceId, String status, String tags) {}

  /** Reads {@code /v1/health/state/any}, one check at a time. */
  static CheckStates parse(InputStream body) throws IOException {
    Map<String, Set<Check>> found = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("the answer is not a list of checks");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        JsonNode check = JSON.readTree(json);
        if (check == null) {
          throw new IOException("the answer ends in the middle");
        }
        String service = check.path("ServiceName").asText(OF_NODES).toLowerCase(Locale.ROOT);
        found.computeIfAbsent(service, name -> new HashSet<>()).add(check(check));
      }
    }
    return new CheckStates(found);
  }

  /** The services, in lower case, of which a check came, went or changed. */
  Set<String> changedServices(CheckStates before) {
    return Stream.concat(byService.keySet().stream(), before.byService.keySet().stream())
        .filter(name -> !name.equals(OF_NODES))
        .filter(name -> !of(name).equals(before.of(name)))
        .collect(Collectors.toSet());
  }

  /** The nodes of which a check of their own came, went or changed. */
  Set<String> changedNodes(CheckStates before) {
    Set<Check> now = of(OF_NODES);
    Set<Check> then = before.of(OF_NODES);
    return Stream.concat(
            now.stream().filter(check -> !then.contains(check)),
            then.stream().filter(check -> !now.contains(check)))
        .map(Check::node)
        .collect(Collectors.toSet());
  }

  private Set<Check> of(String service) {
    return byService.getOrDefault(service, Set.of());
  }

  private static Check check(JsonNode json) {
    return new Check(
        json.path("Node").asText(),
        json.path("CheckID").asText(),
        json.path("ServiceID").asText(),
        json.path("Status").asText(),
        json.path("ServiceTags").toString());
  }
}
