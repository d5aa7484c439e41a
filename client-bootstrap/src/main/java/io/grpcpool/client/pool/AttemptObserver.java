package io.grpcpool.client.pool;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Learns of the attempts on one connection. */
interface AttemptObserver {

  /**
   * An attempt has a connection.
   *
   * @return whether anybody wants to know how it ends; if not, it is not timed
   */
  boolean attemptStarted();

  /** The phase of the circuit to which an attempt belongs that begins now; null: there is none. */
  CircuitBreaker.@Nullable Phase circuitPhase();

  /**
   * An attempt ended.
   *
   * @param begunIn what {@link #circuitPhase} was when it began
   */
  void attemptEnded(CircuitBreaker.@Nullable Phase begunIn, Status.Code code);

  /** How long an attempt took that was timed; after {@link #attemptEnded}. */
  void attemptTimed(Status.Code code, long nanos);
}
