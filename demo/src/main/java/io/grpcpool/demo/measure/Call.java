package io.grpcpool.demo.measure;

/**
 * Immutable. One call as the application saw it, retries included.
 *
 * @param startMicros when it was started, microseconds since the epoch
 * @param micros how long it took
 * @param version the revision that answered; empty if none did
 * @param backend the name of the backend that answered; empty if none did
 * @param status the gRPC status code's name
 */
public record Call(long startMicros, long micros, String version, String backend, String status) {
  /** Whether the call ended with status OK. */
  public boolean ok() {
    return status.equals("OK");
  }
}
