package io.grpcpool.xds;

/**
 * Immutable. What resources were published for.
 *
 * @param policy the policy, as {@code namespace/name}; empty where nobody said
 * @param generation the generation of the policy that is served with it
 */
public record PublicationCause(String policy, long generation) {

  /** Nobody said. */
  public static final PublicationCause UNKNOWN = new PublicationCause("", 0);
}
