package io.grpcpool.policy;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The connections that a client keeps.
 *
 * @param requestsPerConnection in-flight target per connection
 * @param sizing {@code Auto} or {@code Fixed}
 * @param serverConnectionBudget connections per backend over all pools
 * @param connectTimeout how long a dial may take until the server's first SETTINGS
 * @param idleTimeout how long a connection beyond the minimum stays without calls
 * @param maxIdle connections above those that load needs which an endpoint may keep
 * @param maxConnectionAge age at which a connection is replaced, give or take a tenth
 * @param shrinkAfter how long load must be low before an endpoint gives up a connection, one at a
 *     time
 * @param acquireTimeout how long a call waits for room
 * @param maxWaiting calls of a channel that may wait
 * @param warmUp whether connections are open before the first call
 * @param slowStart in which an endpoint that joins comes to its full share
 * @param saturation {@link #QUEUE} or {@link #FAIL}
 */
@DocumentPart
public record Pool(
    @Nullable ConnectionsPerEndpoint connectionsPerEndpoint,
    @NotSupportedYet @Nullable Integer requestsPerConnection,
    @NotSupportedYet @Nullable String sizing,
    @NotSupportedYet @Nullable Integer serverConnectionBudget,
    @Nullable String connectTimeout,
    @Nullable String idleTimeout,
    @Nullable Integer maxIdle,
    @Nullable String maxConnectionAge,
    @Nullable String shrinkAfter,
    @Nullable String acquireTimeout,
    @Nullable Integer maxWaiting,
    @Nullable String saturation,
    @Nullable Boolean warmUp,
    @Nullable String slowStart) {
  /** A call for which no connection has room waits. */
  public static final String QUEUE = "Queue";

  /** It fails. */
  public static final String FAIL = "Fail";

  /** A section in which nothing is written. */
  static final Pool EMPTY =
      new Pool(null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  Pool with(ConnectionsPerEndpoint connections) {
    return new Pool(
        connections,
        requestsPerConnection,
        sizing,
        serverConnectionBudget,
        connectTimeout,
        idleTimeout,
        maxIdle,
        maxConnectionAge,
        shrinkAfter,
        acquireTimeout,
        maxWaiting,
        saturation,
        warmUp,
        slowStart);
  }
}
