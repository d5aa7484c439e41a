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

  /** Names that are missing, and when that was noticed: an outage before does not count. */
  private final Map<String, Instant> goneSince = new HashMap<>();

  private Set<String> present = Set.of();
  private long index;
  private Instant regressedUntil = Instant.MIN;

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

  /** Takes what a plain read names, and its index. */
  void see(Set<String> names, long answered, Instant now) {
    if (answered < index) {
      regressedUntil = now.plus(AT_ONCE);
    }
    index = answered;
    present.stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> goneSince.put(name, now));
    goneSince.keySet().removeAll(names);
    goneSince.values().removeIf(since -> since.plus(AT_ONCE).isBefore(now));
    present = names;
  }

  /** Look-ups of services do not regard case. */
  static boolean has(Set<String> names, String service) {
    return names.contains(service.toLowerCase(Locale.ROOT));
  }

  boolean has(String service) {
    return has(present, service);
  }

  /** Whether the index went back, or half of the services vanished, within the last minute. */
  boolean lost(Instant now) {
    if (present.isEmpty() || regressedUntil.isAfter(now)) {
      return true;
    }
    int known = present.size() + goneSince.size();
    return known >= ENOUGH_TO_JUDGE && goneSince.size() * 2 >= known;
  }

  /** Whether Consul itself is all that is registered. */
  boolean bare() {
    return present.stream().allMatch("consul"::equals);
  }
}
