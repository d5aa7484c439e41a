package io.grpcpool.xds.telemetry;

/** Called on the threads that serve telemetry streams, several at a time; must not block. */
@FunctionalInterface
public interface TelemetryListener {

  /**
   * A client reported. The reports of one client come in order, each once.
   *
   * @param elapsedMicros the time that the counts cover, above 0
   * @param report what happened in that time, and the pools as they are now
   */
  void reported(String cluster, long elapsedMicros, ClusterTelemetry report);
}
