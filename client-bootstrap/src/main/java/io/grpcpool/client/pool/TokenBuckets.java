package io.grpcpool.client.pool;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Thread-safe: one lock, taken where settings change and never by a call. The buckets of a process,
 * one for each service: its pools share it, and it goes with the last of them.
 */
final class TokenBuckets {

  private final Map<String, WeakReference<TokenBucket>> buckets = new HashMap<>();

  /**
   * The bucket of the service, which fills at this rate from now on. Whoever takes from it must
   * hold it.
   */
  synchronized TokenBucket bucket(String service, RateConfig rate, long now) {
    buckets.values().removeIf(reference -> reference.get() == null);
    WeakReference<TokenBucket> reference = buckets.get(service);
    TokenBucket known = reference == null ? null : reference.get();
    TokenBucket bucket = Objects.requireNonNullElseGet(known, () -> new TokenBucket(rate, now));
    if (known == null) {
      buckets.put(service, new WeakReference<>(bucket));
    }
    bucket.fill(rate);
    return bucket;
  }
}
