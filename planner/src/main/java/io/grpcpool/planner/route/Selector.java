package io.grpcpool.planner.route;

import io.grpcpool.planner.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Immutable. Which endpoints belong to a track: those of its service that carry every label. No
 * label selects all.
 *
 * @param service a Kubernetes Service of the track's own, or {@link Endpoint#POLICY_SERVICE}
 * @param labels what an endpoint must carry, by key; the key {@code tag} means a bare tag
 */
public record Selector(String service, SortedMap<String, String> labels) {

  /** Selects every endpoint of the policy's service. */
  public static final Selector ALL = new Selector(Endpoint.POLICY_SERVICE, new TreeMap<>());

  // A label's key and value never show a colon here: it is percent-encoded.
  private static final String SERVICE = "service:";

  private static final Comparator<Selector> WIDEST_FIRST =
      Comparator.comparing(Selector::ofOwnService)
          .thenComparing(selector -> selector.labels().size());

  private static final String TAG = "tag";
  private static final String UNRESERVED = "-._~";

  public Selector {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** A selector of these labels, in the policy's service. */
  public static Selector of(Map<String, String> labels) {
    return new Selector(Endpoint.POLICY_SERVICE, new TreeMap<>(labels));
  }

  /** All endpoints of a Service that the track has of its own. */
  public static Selector ofService(String service) {
    return new Selector(service, new TreeMap<>());
  }

  /** Whether it takes all of a Service of the track's own. */
  public boolean ofOwnService() {
    return !service.equals(Endpoint.POLICY_SERVICE);
  }

  /**
   * Whether it wins an endpoint over another: a Service of the track's own before any labels, since
   * pods are put into it for the track's sake; else the one with more labels.
   */
  public boolean isNarrowerThan(Selector other) {
    return WIDEST_FIRST.compare(this, other) > 0;
  }

  /** Whether its service lists the endpoint, and the endpoint carries every label. */
  public boolean matches(Endpoint endpoint) {
    return endpoint.services().contains(service)
        && labels.entrySet().stream()
            .allMatch(wanted -> carries(endpoint, wanted.getKey(), wanted.getValue()));
  }

  /**
   * The one spelling of this selector, used in cluster names: {@code k=v&k=v} with keys sorted and
   * both sides percent-encoded (RFC 3986), {@code all} without labels, {@code service:name} of a
   * Service of the track's own.
   */
  public String canonical() {
    if (ofOwnService()) {
      return SERVICE + encode(service);
    }
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
