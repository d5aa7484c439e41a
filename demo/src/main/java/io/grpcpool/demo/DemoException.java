package io.grpcpool.demo;

/** Immutable. Something that keeps the demo from starting; the message is for the user. */
final class DemoException extends RuntimeException {
  DemoException(String message) {
    super(message, null, false, false);
  }
}
