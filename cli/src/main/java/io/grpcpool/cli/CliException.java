package io.grpcpool.cli;

/** Immutable. A command cannot do what it was asked; the message is for the user. */
public final class CliException extends RuntimeException {
  /** A failure with its message. */
  public CliException(String message) {
    super(message, null, false, false);
  }
}
