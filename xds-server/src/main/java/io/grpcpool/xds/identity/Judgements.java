package io.grpcpool.xds.identity;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Guarded by its owner's lock. A bounded number of judgements, each for a time. */
final class Judgements {

  private final int most;
  private final Map<String, Judgement> latest = new LinkedHashMap<>();

  /** Immutable. What was found, and until when it holds. */
  private record Judgement(Authentication found, Instant until) {}

  Judgements(int most) {
    this.most = most;
  }

  /** Null where none holds now. */
  @Nullable Authentication get(String hash, Instant now) {
    Judgement known = latest.get(hash);
    return known != null && now.isBefore(known.until()) ? known.found() : null;
  }

  /** The oldest go first, as all are kept for about as long. */
  void put(String hash, Authentication found, Instant until) {
    latest.remove(hash);
    if (latest.size() >= most) {
      latest.remove(latest.keySet().iterator().next());
    }
    latest.put(hash, new Judgement(found, until));
  }

  void remove(String hash) {
    latest.remove(hash);
  }
}
