package io.grpcpool.xds.peer;

/** Immutable. The policy that something is said about. */
public record PolicyKey(String namespace, String name) {

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
