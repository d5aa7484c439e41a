package io.grpcpool.planner.route;

import io.grpcpool.planner.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Immutable. Which endpoints of a service belong to a track: those that carry every label. No label
 * selects all.
 *
 * @param labels what an endpoint must carry, by key; the key {@code tag} means a bare tag
 */
public record Selector(SortedMap<String, String> labels) {

  /** Selects every endpoint. */
  public static final Selector ALL = new Selector(new TreeMap<>());

  private static final String TAG = "tag";
  private static final String UNRESERVED = "-._~";

  public Selector {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** A selector of these labels. */
  public static Selector of(Map<String, String> labels) {
    return new Selector(new TreeMap<>(labels));
  }

  /** How narrow it is: the number of its labels. */
  public int keys() {
    return labels.size();
  }

  /** Whether the endpoint carries every label. */
  public boolean matches(Endpoint endpoint) {
    return labels.entrySet().stream()
        .allMatch(wanted -> carries(endpoint, wanted.getKey(), wanted.getValue()));
  }

  /**
   * The one spelling of this selector, used in cluster names: {@code k=v&k=v} with keys sorted and
   * both sides percent-encoded (RFC 3986), {@code all} without labels.
   */
  public String canonical() {
    if (labels.isEmpty()) {
      return "all";
    }
    return labels.entrySet().stream()
        .map(label -> encode(label.getKey()) + "=" + encode(label.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static boolean carries(Endpoint endpoint, String key, String value) {
    String label = endpoint.labels().get(key);
    if (label != null) {
      return label.equals(value);
    }
    return endpoint.tags().contains(key.equals(TAG) ? value : key + "=" + value);
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append(String.format("%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  @Override
  public String toString() {
    return canonical();
  }
}
