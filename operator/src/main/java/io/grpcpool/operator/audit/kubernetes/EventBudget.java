package io.grpcpool.operator.audit.kubernetes;

import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Not thread-safe. How many Events a policy may still have: a burst, and then one now and then, as
 * the Kubernetes clients do it (client-go, tools/record, EventSourceObjectSpamFilter). A policy
 * that flaps must not fill etcd.
 */
final class EventBudget {

  static final int BURST = 25;
  static final Duration REFILL = Duration.ofMinutes(5);

  /** Policies whose budget is remembered; one that is forgotten has a full one. */
  private static final int MOST = 4_096;

  private final Map<PolicyId, Bucket> buckets = new Buckets();

  /** Immutable. What is left, as of a time. */
  private record Bucket(double left, Instant at) {
    Bucket at(Instant now) {
      double refilled = left + (double) Duration.between(at, now).toMillis() / REFILL.toMillis();
      return new Bucket(Math.min(BURST, refilled), now);
    }
  }

  /** Whether the policy may have one more Event now; if so, it is counted. */
  boolean take(PolicyId policy, Instant now) {
    Bucket bucket = buckets.getOrDefault(policy, new Bucket(BURST, now)).at(now);
    boolean enough = bucket.left() >= 1;
    buckets.put(policy, enough ? new Bucket(bucket.left() - 1, now) : bucket);
    return enough;
  }

  /** Forgets the policy that has been quiet for longest. */
  private static final class Buckets extends LinkedHashMap<PolicyId, Bucket> {
    private static final long serialVersionUID = 1L;

    Buckets() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<PolicyId, Bucket> eldest) {
      return size() > MOST;
    }
  }
}
