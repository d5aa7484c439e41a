package io.grpcpool.xds.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How the clients of the TLS port say who they are. Where it is configured at all, each
 * call needs an identity.
 *
 * @param clientCa PEM of the authorities whose client certificates are believed; null: none are
 * @param tokens tells whose a bearer token is; null: tokens are not believed
 * @param longestStream after this time, give or take 10 %, a stream ends, and its client
 *     authenticates again; above 0
 */
public record ClientAuthentication(
    @Nullable Path clientCa, @Nullable TokenAuthenticator tokens, Duration longestStream) {

  /** Nobody is asked, everybody is let in. */
  public static final ClientAuthentication NONE =
      new ClientAuthentication(null, null, Duration.ofMinutes(30));

  /**
   * Checks the time.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public ClientAuthentication {
    if (longestStream.isZero() || longestStream.isNegative()) {
      throw new IllegalArgumentException("longest stream is " + longestStream + ", not above 0");
    }
  }

  /** Whether clients have to say who they are. */
  public boolean isRequired() {
    return clientCa != null || tokens != null;
  }
}
