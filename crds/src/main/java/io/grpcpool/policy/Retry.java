package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. When and how often a failed call is tried again.
 *
 * @param attempts with the first; 1 (no retry) to 5
 * @param on status codes of gRPC
 */
@DocumentPart
public record Retry(
    @Nullable Integer attempts, @Nullable List<String> on, @Nullable Backoff backoff) {
  public Retry {
    on = Copies.of(on);
  }
}
