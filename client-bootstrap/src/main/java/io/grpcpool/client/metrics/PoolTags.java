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
    return byEndpoint ? of(pool).and("endpoint", bounded(endpoint)) : of(pool);
  }

  /** The tags of what is known of a pool as a whole. */
  static Tags of(PoolName pool) {
    return Tags.of("service", pool.service(), "version", pool.version());
  }

  private synchronized String bounded(String endpoint) {
    if (named.contains(endpoint)) {
      return endpoint;
    }
    return named.size() < MOST_ENDPOINTS && named.add(endpoint) ? endpoint : "other";
  }
}
