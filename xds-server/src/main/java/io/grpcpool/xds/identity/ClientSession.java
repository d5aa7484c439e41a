package io.grpcpool.xds.identity;

import io.grpc.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. On whose behalf a call runs, and for how long.
 *
 * @param identity who the client is
 * @param longest after this time the stream ends, so that the client shows again who it is; null:
 *     there is no such time
 */
public record ClientSession(ClientIdentity identity, @Nullable Duration longest) {

  private static final ClientSession ANONYMOUS = new ClientSession(ClientIdentity.ANONYMOUS, null);

  /** Set while a call is being started; services keep what they read then. */
  static final Context.Key<ClientSession> KEY =
      Context.keyWithDefault("grpcpool-client-session", ANONYMOUS);

  /** That of the call which is being started on this thread. */
  public static ClientSession current() {
    return KEY.get();
  }
}
