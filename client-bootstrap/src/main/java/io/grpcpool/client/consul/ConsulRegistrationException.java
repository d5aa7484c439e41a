package io.grpcpool.client.consul;

/** Immutable. The agent refused a registration, or could not be reached. */
public final class ConsulRegistrationException extends RuntimeException {
  ConsulRegistrationException(String message) {
    super(message);
  }
}
