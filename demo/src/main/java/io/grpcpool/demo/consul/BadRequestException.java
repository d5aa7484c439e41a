package io.grpcpool.demo.consul;

/** Immutable. A request that an agent answers with an error status and a line of text. */
final class BadRequestException extends RuntimeException {
  private final int status;

  BadRequestException(String message) {
    this(400, message);
  }

  BadRequestException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
