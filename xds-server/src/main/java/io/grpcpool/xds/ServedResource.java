package io.grpcpool.xds;

import com.google.protobuf.Message;
import io.grpcpool.xds.identity.Audience;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A resource as clients get it: one variant for each group of views that differ, each
 * encoded once and deterministically. It exists for its audience alone. Equal when key, all
 * variants' bytes and audience are equal.
 */
public final class ServedResource {

  /**
   * The most bytes of one resource. Clients take messages of up to 4 MiB, and a resource cannot be
   * split over responses.
   */
  public static final int MAX_BYTES = 3_670_016;

  private final ResourceKey key;
  private final Map<ViewSelector, EncodedResource> variants;
  private final Audience audience;

  private ServedResource(
      ResourceKey key, Map<ViewSelector, EncodedResource> variants, Audience audience) {
    this.key = key;
    this.variants = variants;
    this.audience = audience;
  }

  /**
   * A resource that is the same for every client.
   *
   * @throws IllegalArgumentException as {@link #of(ResourceType, String, Map)}
   */
  public static ServedResource of(ResourceType type, String name, Message message) {
    return of(type, name, Map.of(ViewSelector.ANY, message));
  }

  /**
   * A resource with variants.
   *
   * @param variants the message for each selector; {@link ViewSelector#ANY} must be there
   * @throws IllegalArgumentException if there is no variant for any view, or a message is not of
   *     {@code type}, carries another name than {@code name} or is larger than {@link #MAX_BYTES}
   */
  public static ServedResource of(
      ResourceType type, String name, Map<ViewSelector, ? extends Message> variants) {
    ResourceKey key = new ResourceKey(type, name);
    if (!variants.containsKey(ViewSelector.ANY)) {
      throw new IllegalArgumentException(key + ": no variant for views that none is made for");
    }
    Map<ViewSelector, EncodedResource> encoded = new HashMap<>();
    Map<EncodedResource, EncodedResource> shared = new HashMap<>();
    variants.forEach(
        (selector, message) -> {
          EncodedResource variant = encode(key, message);
          encoded.put(selector, shared.computeIfAbsent(variant, same -> same));
        });
    return new ServedResource(key, Map.copyOf(encoded), Audience.EVERYONE);
  }

  private static EncodedResource encode(ResourceKey key, Message message) {
    ResourceType type = key.type();
    if (!message.getDescriptorForType().equals(type.descriptor())) {
      throw new IllegalArgumentException(
          key + ": is a " + message.getDescriptorForType().getFullName());
    }
    Object name = message.getField(type.descriptor().findFieldByName(type.nameField()));
    if (!key.name().equals(name)) {
      // A client drops a resource that is not called what it asked for, and times out after 15 s.
      throw new IllegalArgumentException(key + ": its " + type.nameField() + " is " + name);
    }
    EncodedResource encoded = EncodedResource.of(type, message);
    if (encoded.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          key + ": has " + encoded.size() + " bytes, at most " + MAX_BYTES + " can be sent");
    }
    return encoded;
  }

  /** The same for an audience; it is for everyone at first. */
  public ServedResource visibleTo(Audience clients) {
    return new ServedResource(key, variants, clients);
  }

  /** The clients for whom it exists. */
  public Audience audience() {
    return audience;
  }

  /** Type and name. */
  public ResourceKey key() {
    return key;
  }

  /** The version that clients of a view get: SHA-256 of the encoded bytes, in hexadecimal. */
  public String version(ClientView view) {
    return variantFor(view).version();
  }

  /** One version for all variants together: equal on two replicas where all of them are. */
  public String version() {
    return Versions.ofParts(
        variants.entrySet().stream()
            .map(variant -> variant.getKey() + "=" + variant.getValue().version())
            .sorted()
            .toList());
  }

  EncodedResource variantFor(ClientView view) {
    if (variants.size() == 1) {
      return variants.values().iterator().next();
    }
    EncodedResource exact =
        firstOf(
            new ViewSelector(view.implementation(), view.zone()),
            ViewSelector.of(view.implementation()),
            ViewSelector.of(view.zone()));
    return exact != null ? exact : Objects.requireNonNull(variants.get(ViewSelector.ANY));
  }

  private @Nullable EncodedResource firstOf(ViewSelector... selectors) {
    for (ViewSelector selector : selectors) {
      EncodedResource variant = variants.get(selector);
      if (variant != null) {
        return variant;
      }
    }
    return null;
  }

  /** The version of each variant that differs, sorted. */
  List<String> versions() {
    return variants.values().stream().map(EncodedResource::version).distinct().sorted().toList();
  }

  /** The bytes that the table holds for this resource; a variant that is shared counts once. */
  long bytes() {
    return variants.values().stream().distinct().mapToLong(EncodedResource::size).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServedResource that
        && key.equals(that.key)
        && variants.equals(that.variants)
        && audience.equals(that.audience);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key + variants.toString();
  }
}
