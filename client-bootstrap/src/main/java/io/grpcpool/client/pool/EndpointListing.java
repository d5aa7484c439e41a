package io.grpcpool.client.pool;

import io.grpc.EquivalentAddressGroup;

/**
 * Immutable. An endpoint as it is listed now.
 *
 * @param group its address and attributes
 * @param weight relative to the other endpoints
 * @param config the pool's settings
 */
record EndpointListing(EquivalentAddressGroup group, long weight, PoolConfig config) {

  /** The same endpoint, listed once more: it gets the calls of both. */
  EndpointListing plus(EndpointListing other) {
    return new EndpointListing(group, weight + other.weight, config);
  }
}
