package io.grpcpool.client.metrics;

import io.grpcpool.client.pool.PoolName;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Set;

/**
 * Thread-safe: one lock. The tags of a pool's meters; bounded, however many endpoints come and go.
 */
final class PoolTags {

  static final int MOST_ENDPOINTS = 100;

  private final boolean byEndpoint;
  private final Set<String> named = new HashSet<>();

  PoolTags(boolean byEndpoint) {
    this.byEndpoint = byEndpoint;
  }

  Tags of(PoolName pool, String endpoint) {
    Tags tags = Tags.of("service", pool.service(), "version", pool.version());
    return byEndpoint ? tags.and("endpoint", bounded(endpoint)) : tags;
  }

  private synchronized String bounded(String endpoint) {
    if (named.contains(endpoint)) {
      return endpoint;
    }
    return named.size() < MOST_ENDPOINTS && named.add(endpoint) ? endpoint : "other";
  }
}
