package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.Metadata;

/**
 * Thread-safe: a ring that is immutable. The endpoint that the value of a call's metadata belongs
 * to; a call without it goes by weight.
 */
final class RingOrder implements EndpointOrder {

  private final Metadata.Key<String> key;
  private final HashRing ring;
  private final SmoothWeightedRoundRobin otherwise;

  RingOrder(String metadata, HashRing ring, SmoothWeightedRoundRobin otherwise) {
    this.key = Metadata.Key.of(metadata, Metadata.ASCII_STRING_MARSHALLER);
    this.ring = ring;
    this.otherwise = otherwise;
  }

  @Override
  public int next(PickSubchannelArgs call) {
    String value = call.getHeaders().get(key);
    return value == null ? otherwise.next() : ring.owner(value);
  }
}
