package io.grpcpool.demo.measure;

import java.util.List;

/**
 * Immutable. What the client tells at short intervals.
 *
 * @param calls those that ended since the report before
 * @param completeUntilMicros each call that was started before this moment is in this report or in
 *     an earlier one; microseconds since the epoch
 * @param pools the connections at the moment of the report
 */
public record LoadReport(
    List<Call> calls, long completeUntilMicros, List<EndpointConnections> pools) {
  public LoadReport {
    calls = List.copyOf(calls);
    pools = List.copyOf(pools);
  }
}
