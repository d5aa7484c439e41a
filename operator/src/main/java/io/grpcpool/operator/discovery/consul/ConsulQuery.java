package io.grpcpool.operator.discovery.consul;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. One GET: its path, its parameters, and how long its answer may take in all.
 *
 * @param parameters in the order of their names; an empty value is sent as the bare name
 */
record ConsulQuery(String path, Map<String, String> parameters, Duration timeout) {

  ConsulQuery {
    parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** All instances of a service, healthy or not: health is aggregated here, never by a filter. */
  static ConsulQuery health(ServiceKey key, WatchLimits limits) {
    return plain("/v1/health/service/" + encoded(key.service()), key.datacenter(), limits);
  }

  /** The names of all services. */
  static ConsulQuery catalog(String datacenter, WatchLimits limits) {
    return plain("/v1/catalog/services", datacenter, limits);
  }

  /** All checks of all services and nodes. */
  static ConsulQuery checks(String datacenter, WatchLimits limits) {
    return plain("/v1/health/state/any", datacenter, limits);
  }

  private static ConsulQuery plain(String path, String datacenter, WatchLimits limits) {
    Map<String, String> parameters = datacenter.isEmpty() ? Map.of() : Map.of("dc", datacenter);
    return new ConsulQuery(path, parameters, limits.readTimeout());
  }

  /** The same read, answered by the leader after it made sure that it still is the leader. */
  ConsulQuery consistent() {
    return with("consistent", "", timeout);
  }

  /** The same read, answered when the index has moved on or the wait is over, by any server. */
  ConsulQuery blocking(long index, WatchLimits limits) {
    return with("index", Long.toUnsignedString(index), limits.pollTimeout())
        .with("wait", limits.pollWait().toMillis() + "ms", limits.pollTimeout())
        .with("stale", "", limits.pollTimeout());
  }

  ConsulQuery with(String name, String value, Duration otherTimeout) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(name, value);
    return new ConsulQuery(path, more, otherTimeout);
  }

  /** Path and query as they go into the request line. */
  String target() {
    StringBuilder target = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      target.append(separator).append(parameter.getKey());
      if (!parameter.getValue().isEmpty()) {
        target.append('=').append(encoded(parameter.getValue()));
      }
      separator = '&';
    }
    return target.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
