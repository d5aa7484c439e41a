package io.grpcpool.xds.identity;

import java.time.Instant;

/** Immutable. What became of a client's attempt to say who it is. */
public sealed interface Authentication {

  /**
   * Immutable. It is who it says.
   *
   * @param until when what it has shown is no longer valid
   */
  record Authenticated(ClientIdentity identity, Instant until) implements Authentication {}

  /**
   * Immutable. It is not, or shows nothing.
   *
   * @param reason in words, without anything secret; the client gets to see it
   */
  record Refused(String reason) implements Authentication {}

  /**
   * Immutable. Who could tell does not answer now.
   *
   * @param reason in words, without anything secret; the client gets to see it
   */
  record Unavailable(String reason) implements Authentication {}
}
