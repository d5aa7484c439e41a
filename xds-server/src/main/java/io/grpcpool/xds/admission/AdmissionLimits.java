package io.grpcpool.xds.admission;

import com.google.protobuf.MessageLite;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpcpool.telemetry.v1.ReportRequest;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What clients may cost; every value is at least 1.
 *
 * <p>A stream that ends before its first response counts as a failed attempt, after which every
 * gRPC client waits for 1 s and then ever longer, up to 120 s (gRFC A57). A stream that ends later
 * is opened again at once, and then falls under the bounds on new streams.
 *
 * @param streamsPerSecond new streams per second, of all clients; as many may come at once
 * @param initialSyncs streams at a time that have not acknowledged a response yet
 * @param requestBytes the most bytes of one request. One that is more than four times as large is
 *     cancelled by the transport before it is read, without words
 * @param nodeMetadataBytes the most bytes of a node's metadata
 * @param namesPerType the most names of one type on one stream
 * @param requestsPerSecond requests of one stream that are not just the answer to a response, in
 *     the long run; five times as many may come at once, as a client that starts asks once for each
 *     cluster and endpoint set of its routes
 */
public record AdmissionLimits(
    int streamsPerSecond,
    int initialSyncs,
    int requestBytes,
    int nodeMetadataBytes,
    int namesPerType,
    int requestsPerSecond) {

  /** Enough for 5,000 streams of two processors. */
  public static final AdmissionLimits DEFAULT =
      new AdmissionLimits(400, 1_000, 1024 * 1024, 16 * 1024, 5_000, 100);

  /** Nothing is bounded. */
  public static final AdmissionLimits NONE =
      new AdmissionLimits(
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE,
          Integer.MAX_VALUE);

  private static final int BURST = 5;
  private static final int CONNECTIONS_AT_ONCE = 16;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public AdmissionLimits {
    positive("streamsPerSecond", streamsPerSecond);
    positive("initialSyncs", initialSyncs);
    positive("requestBytes", requestBytes);
    positive("nodeMetadataBytes", nodeMetadataBytes);
    positive("namesPerType", namesPerType);
    positive("requestsPerSecond", requestsPerSecond);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed: 1 or more");
    }
  }

  /** The size above which the transport need not read a request. */
  public int transportBytes() {
    return (int) Math.min(Integer.MAX_VALUE, 4L * requestBytes);
  }

  /** What is too much about the first request of a stream, or null. */
  public @Nullable Excess excessOf(Node node) {
    int bytes = node.getMetadata().getSerializedSize();
    return bytes <= nodeMetadataBytes
        ? null
        : Excess.of(
            Limit.NODE_METADATA,
            "node.metadata has " + bytes + " bytes, at most " + nodeMetadataBytes + " are allowed");
  }

  /** What is too much about a request, or null. */
  public @Nullable Excess excessOf(DiscoveryRequest request) {
    Excess tooLarge = excessOfBytes(request);
    return tooLarge != null
        ? tooLarge
        : excessOfNames("resource_names", request.getResourceNamesCount());
  }

  /** What is too much about a report of a client's pools, or null. */
  public @Nullable Excess excessOf(ReportRequest request) {
    Excess tooLarge = excessOfBytes(request);
    return tooLarge != null
        ? tooLarge
        : excessOfNames("report.clusters", request.getReport().getClustersCount());
  }

  private @Nullable Excess excessOfBytes(MessageLite request) {
    int bytes = request.getSerializedSize();
    return bytes <= requestBytes
        ? null
        : Excess.of(
            Limit.REQUEST_BYTES,
            "the request has " + bytes + " bytes, at most " + requestBytes + " are allowed");
  }

  private @Nullable Excess excessOfNames(String field, int names) {
    return names <= namesPerType
        ? null
        : Excess.of(
            Limit.NAMES_PER_TYPE,
            field + " has " + names + " entries, at most " + namesPerType + " are allowed");
  }

  /** What a stream that asks too often is told. */
  public Excess tooManyRequests() {
    return Excess.of(
        Limit.REQUESTS_PER_SECOND,
        "more than " + requestsPerSecond + " requests per second on one stream");
  }

  /** Counts the requests of one stream. */
  public TokenBucket newRequestBucket(long nowNanos) {
    return new TokenBucket(requestsPerSecond, BURST * (double) requestsPerSecond, nowNanos);
  }

  /**
   * Counts the connections of one address: as many per second as streams, few at once, as it takes
   * some milliseconds to begin one with TLS.
   */
  public TokenBucket newConnectionBucket(long nowNanos) {
    return new TokenBucket(streamsPerSecond, CONNECTIONS_AT_ONCE, nowNanos);
  }

  /** Counts new streams: as many per second as the limit, and as many at once. */
  public TokenBucket newStreamBucket(long nowNanos) {
    return new TokenBucket(streamsPerSecond, streamsPerSecond, nowNanos);
  }

  /** What a stream is told that comes when too many others do. */
  public Excess tooManyStreams() {
    return Excess.of(
        Limit.STREAMS_PER_SECOND,
        "more than " + streamsPerSecond + " new streams per second on this server, try later");
  }

  Excess tooManySyncs() {
    return Excess.of(
        Limit.INITIAL_SYNCS,
        "more than " + initialSyncs + " streams at a time begin on this server, try later");
  }
}
