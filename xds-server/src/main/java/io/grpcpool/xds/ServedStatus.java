package io.grpcpool.xds;

import java.util.List;

/**
 * Immutable. A resource that is served, and how far it has come with those who subscribe to it.
 *
 * @param key type and name
 * @param versions the version of each variant that differs, sorted
 * @param bytes the encoded size of all variants
 * @param acknowledgements what its subscribers said
 */
public record ServedStatus(
    ResourceKey key, List<String> versions, long bytes, Acknowledgements acknowledgements) {

  /** Copies the versions. */
  public ServedStatus {
    versions = List.copyOf(versions);
  }
}
