package io.grpcpool.client.credentials;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * Thread-safe: has no state. Shows what a file holds when a stream begins, as the kubelet replaces
 * the tokens of a projected volume while they are valid. Only over TLS.
 */
final class TokenFileCredentials extends CallCredentials {

  /** Headers of gRPC are bounded by 8 KiB. */
  static final int MOST_BYTES = 7 * 1024;

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Path file;

  TokenFileCredentials(Path file) {
    this.file = file;
  }

  @Override
  public void applyRequestMetadata(
      RequestInfo request, Executor executor, MetadataApplier applier) {
    if (request.getSecurityLevel() != SecurityLevel.PRIVACY_AND_INTEGRITY) {
      applier.fail(Status.UNAUTHENTICATED.withDescription("a token is sent over TLS alone"));
      return;
    }
    executor.execute(() -> apply(applier));
  }

  private void apply(MetadataApplier applier) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        applier.fail(unusable("has more than " + MOST_BYTES + " bytes"));
        return;
      }
      String token = Files.readString(file).strip();
      if (!token.matches("[\\x21-\\x7e]+")) {
        applier.fail(unusable("holds no token"));
        return;
      }
      Metadata headers = new Metadata();
      headers.put(AUTHORIZATION, "Bearer " + token);
      applier.apply(headers);
    } catch (IOException e) {
      applier.fail(unusable("cannot be read: " + e).withCause(e));
    }
  }

  /** UNAVAILABLE, so that the stream is tried again: the file may be there by then. */
  private Status unusable(String why) {
    return Status.UNAVAILABLE.withDescription("token file " + file + " " + why);
  }
}
