package io.grpcpool.xds;

import io.grpc.SynchronizationContext.ScheduledHandle;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the publisher's synchronization context. Resources that were removed and stay until
 * no client needs them: not before each stream acknowledged what referred to them, and let go.
 */
final class Withdrawal {

  private final Set<ResourceKey> keys;
  private final Set<ResourceKey> referrers;
  private final PublicationCause cause;

  /** Ends the wait. */
  @Nullable ScheduledHandle timer;

  /** Whether all shards know of the change of the referrers. */
  boolean announced;

  Withdrawal(Set<ResourceKey> keys, Set<ResourceKey> changed, PublicationCause cause) {
    this.cause = cause;
    this.keys = new LinkedHashSet<>(keys);
    this.referrers =
        changed.stream()
            .filter(
                key ->
                    key.type() == ResourceType.LISTENER
                        || key.type() == ResourceType.ROUTE_CONFIGURATION)
            .collect(Collectors.toUnmodifiableSet());
  }

  PublicationCause cause() {
    return cause;
  }

  Set<ResourceKey> keys() {
    return keys;
  }

  /** The key is served again. */
  void spare(ResourceKey key) {
    keys.remove(key);
  }

  boolean isLetGo(Function<ResourceKey, Acknowledgements> counts) {
    return announced
        && referrers.stream().allMatch(key -> counts.apply(key).complete())
        && keys.stream().allMatch(key -> counts.apply(key).subscribers() == 0);
  }
}
