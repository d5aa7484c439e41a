package io.grpcpool.xds;

/** Immutable. What a client subscribes to: a type and an opaque name. */
public record ResourceKey(ResourceType type, String name) {

  @Override
  public String toString() {
    return type.label() + "/" + name;
  }
}
