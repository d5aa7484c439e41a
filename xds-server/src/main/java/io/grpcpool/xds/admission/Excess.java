package io.grpcpool.xds.admission;

import io.grpc.Status;

/**
 * Immutable. A client is beyond a limit.
 *
 * @param limit which
 * @param status what its stream ends with: RESOURCE_EXHAUSTED, with what was found and what is
 *     allowed
 */
public record Excess(Limit limit, Status status) {

  static Excess of(Limit limit, String message) {
    return new Excess(limit, Status.RESOURCE_EXHAUSTED.withDescription(message));
  }
}
