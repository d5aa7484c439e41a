package io.grpcpool.xds;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  EncodedResource get(ResourceKey key, ClientView view) {
    @Nullable ServedResource resource = resources.get(key);
    return resource == null ? EncodedResource.ABSENT : resource.variantFor(view);
  }

  /** The names of a type that are served, in no order. */
  List<String> names(ResourceType type) {
    return resources.keySet().stream()
        .filter(key -> key.type() == type)
        .map(ResourceKey::name)
        .toList();
  }

  long bytes(ResourceType type) {
    return resources.values().stream()
        .filter(resource -> resource.key().type() == type)
        .mapToLong(ServedResource::bytes)
        .sum();
  }
}
