package io.grpcpool.operator.discovery.consul;

import java.time.Duration;

/** Immutable. How a request ended. */
sealed interface ConsulReply<T> {

  /** A 2xx whose whole body was read and understood. */
  record Answer<T>(ReplyHeaders headers, T body) implements ConsulReply<T> {}

  /**
   * Any other status.
   *
   * @param excerpt the first characters of the body
   * @param retryAfter zero where the server names no time
   */
  record Refusal<T>(int status, String excerpt, Duration retryAfter) implements ConsulReply<T> {}

  /** No answer, or one that cannot be read. */
  record Failure<T>(String reason) implements ConsulReply<T> {
    /** Nobody listens, or the way there is cut. */
    static final String CANNOT_CONNECT = "cannot connect";
  }
}
