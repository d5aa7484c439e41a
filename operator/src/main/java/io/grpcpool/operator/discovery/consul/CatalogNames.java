package io.grpcpool.operator.discovery.consul;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Confined to the source's thread. The names of a datacenter's services, now and shortly before,
 * which tell one service that left from a catalogue that was lost.
 */
final class CatalogNames {
  private static final Duration AT_ONCE = Duration.ofSeconds(60);
  private static final int ENOUGH_TO_JUDGE = 4;
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Instant> lastSeen = new HashMap<>();
  private Set<String> present = Set.of();

  /** Reads {@code /v1/catalog/services}: an object with a field for each service. */
  static Set<String> parse(InputStream body) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JsonParser json = JSON.createParser(body)) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new IOException("the answer is not an object of services");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        names.add(json.currentName().toLowerCase(Locale.ROOT));
        json.nextToken();
        json.skipChildren();
      }
    }
    return names;
  }

  void see(Set<String> names, Instant now) {
    present = names;
    names.forEach(name -> lastSeen.put(name, now));
    lastSeen.values().removeIf(seen -> seen.plus(AT_ONCE).isBefore(now));
  }

  /** Look-ups of services do not regard case. */
  boolean has(String service) {
    return present.contains(service.toLowerCase(Locale.ROOT));
  }

  /** Whether half or more of the services that were there a minute ago are gone. */
  boolean lost() {
    if (present.isEmpty()) {
      return true;
    }
    long gone = lastSeen.keySet().stream().filter(name -> !present.contains(name)).count();
    return lastSeen.size() >= ENOUGH_TO_JUDGE && gone * 2 >= lastSeen.size();
  }

  /** Whether Consul itself is all that is registered. */
  boolean bare() {
    return present.stream().allMatch("consul"::equals);
  }
}
