package io.grpcpool.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. When and how often a failed call is tried again.
 *
 * @param attempts with the first; 1 (no retry) to 5
 * @param codes status codes of gRPC that are tried again. Not named {@code on}: kubectl reads that
 *     key as the boolean true (YAML 1.1)
 */
@DocumentPart
public record Retry(
    @Nullable Integer attempts, @Nullable List<String> codes, @Nullable Backoff backoff) {
  public Retry {
    codes = Copies.of(codes);
  }
}
