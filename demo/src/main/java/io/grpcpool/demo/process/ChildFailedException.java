package io.grpcpool.demo.process;

/** Immutable. A process did not come up; the message names it and its log. */
public final class ChildFailedException extends RuntimeException {
  ChildFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
