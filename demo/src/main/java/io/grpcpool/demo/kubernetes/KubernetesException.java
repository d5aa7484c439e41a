package io.grpcpool.demo.kubernetes;

/** Immutable. There is no cluster, or it did not do what was asked; the message is for the user. */
public final class KubernetesException extends RuntimeException {
  KubernetesException(String message) {
    super(message, null, false, false);
  }
}
