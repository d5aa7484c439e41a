package io.grpcpool.xds.identity;

import java.util.concurrent.CompletionStage;

/** Thread-safe. Tells whose a bearer token is. */
@FunctionalInterface
public interface TokenAuthenticator {

  /**
   * Judges a token. Never blocks, as it is called on threads that serve streams, and never writes
   * the token down.
   *
   * @return completes on any thread, within some seconds; an exception counts as {@link
   *     Authentication.Unavailable}
   */
  CompletionStage<Authentication> authenticate(String token);
}
