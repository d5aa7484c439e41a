package io.grpcpool.xds;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What one stream may cost.
 *
 * @param namesPerType the most names of one type
 * @param nodeMetadataBytes the most bytes of a node's metadata
 * @param requestsPerSecond requests that are not just the answer to a response, in the long run
 * @param requestBurst how many of them may come at once; a client that starts asks once for each
 *     cluster and endpoint set of its routes
 */
record RequestLimits(
    int namesPerType, int nodeMetadataBytes, int requestsPerSecond, int requestBurst) {

  static final RequestLimits DEFAULT = new RequestLimits(5_000, 16 * 1024, 100, 500);

  @Nullable Status violation(DiscoveryRequest request) {
    int names = request.getResourceNamesCount();
    return names <= namesPerType
        ? null
        : Status.RESOURCE_EXHAUSTED.withDescription(
            "resource_names has " + names + " entries, at most " + namesPerType + " are allowed");
  }

  @Nullable Status violation(Node node) {
    int bytes = node.getMetadata().getSerializedSize();
    return bytes <= nodeMetadataBytes
        ? null
        : Status.INVALID_ARGUMENT.withDescription(
            "node.metadata has " + bytes + " bytes, at most " + nodeMetadataBytes + " are allowed");
  }

  Status rateViolation() {
    return Status.RESOURCE_EXHAUSTED.withDescription(
        "more than " + requestsPerSecond + " requests per second on one stream");
  }

  TokenBucket newBucket(long nowNanos) {
    return new TokenBucket(requestsPerSecond, requestBurst, nowNanos);
  }
}
