package io.grpcpool.xds;

import io.grpcpool.xds.identity.ClientIdentity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: one writer, the {@link Publisher}; any number of readers. What is served now. A
 * reader never sees a listener whose clusters are not here yet, as the writer puts those first and
 * takes them away last.
 */
final class ResourceTable {

  private final Map<ResourceKey, ServedResource> resources = new ConcurrentHashMap<>();

  /** Whether this changed anything. */
  boolean put(ServedResource resource) {
    return !resource.equals(resources.put(resource.key(), resource));
  }

  /** Whether this changed anything. */
  boolean remove(ResourceKey key) {
    return resources.remove(key) != null;
  }

  boolean contains(ResourceKey key) {
    return resources.containsKey(key);
  }

  /** The version over all variants; empty for what is not served. */
  String version(ResourceKey key) {
    @Nullable ServedResource resource = resources.get(key);
    return resource == null ? "" : resource.version();
  }

  /** What a client is served; a resource that is not for it is absent, as one that is not there. */
  EncodedResource get(ResourceKey key, ClientView view, ClientIdentity client) {
    @Nullable ServedResource resource = resources.get(key);
    return resource == null || !resource.audience().admits(client)
        ? EncodedResource.ABSENT
        : resource.variantFor(view);
  }

  /** Whether a resource is there, and there for this client. */
  boolean contains(ResourceKey key, ClientIdentity client) {
    @Nullable ServedResource resource = resources.get(key);
    return resource != null && resource.audience().admits(client);
  }

  /** The names of a type that are served, in no order. */
  List<String> names(ResourceType type) {
    return resources.keySet().stream()
        .filter(key -> key.type() == type)
        .map(ResourceKey::name)
        .toList();
  }

  /** The versions of each key, one for each variant that differs; none where it is not served. */
  Map<ResourceKey, List<String>> versions(Set<ResourceKey> keys) {
    Map<ResourceKey, List<String>> versions = new HashMap<>();
    for (ResourceKey key : keys) {
      ServedResource resource = resources.get(key);
      versions.put(key, resource == null ? List.of() : resource.versions());
    }
    return versions;
  }

  /** A part of what is served, sorted by type and name. */
  ResourcePage page(ResourceQuery query, Function<ResourceKey, Acknowledgements> counts) {
    List<ResourceKey> matching = resources.keySet().stream().filter(query::wants).toList();
    List<ServedStatus> page =
        matching.stream()
            .filter(key -> key.toString().compareTo(query.after()) > 0)
            .sorted(Comparator.comparing(ResourceKey::toString))
            .map(key -> statusOf(key, counts))
            .flatMap(Optional::stream)
            .limit(query.limit() + 1L)
            .toList();
    if (page.size() <= query.limit()) {
      return new ResourcePage(page, matching.size(), null);
    }
    List<ServedStatus> cut = page.subList(0, query.limit());
    return new ResourcePage(cut, matching.size(), cut.get(cut.size() - 1).key().toString());
  }

  /** Empty where the resource is gone meanwhile. */
  private Optional<ServedStatus> statusOf(
      ResourceKey key, Function<ResourceKey, Acknowledgements> counts) {
    return Optional.ofNullable(resources.get(key))
        .map(r -> new ServedStatus(key, r.versions(), r.bytes(), counts.apply(key)));
  }

  long bytes(ResourceType type) {
    return resources.values().stream()
        .filter(resource -> resource.key().type() == type)
        .mapToLong(ServedResource::bytes)
        .sum();
  }
}
