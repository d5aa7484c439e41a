package io.grpcpool.xds;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Immutable. Resources that changed together.
 *
 * @param at when they changed
 * @param cause what for
 * @param versions the versions of each resource that changed, one for each variant that differs;
 *     none for a resource that is gone
 * @param streams completes with the number of streams that it concerns, when each has been told
 */
public record Publication(
    Instant at,
    PublicationCause cause,
    Map<ResourceKey, List<String>> versions,
    CompletableFuture<Integer> streams) {

  /** Copies the versions. */
  public Publication {
    versions = Map.copyOf(versions);
  }
}
