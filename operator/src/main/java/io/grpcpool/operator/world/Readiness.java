package io.grpcpool.operator.world;

import io.grpcpool.planner.PolicyId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Thread-safe to read; written by the planner thread alone. Ready once the policies are listed and
 * each of them is settled or has had its time; from then on for good, so that one policy with a
 * wrong datacenter never keeps a replica out.
 */
public final class Readiness {

  private final Set<PolicyId> unsettled = new HashSet<>();
  private final Runnable onReady;
  private volatile boolean listed;
  private volatile boolean ready;

  /**
   * @param onReady called once, on the planner thread
   */
  Readiness(Runnable onReady) {
    this.onReady = onReady;
  }

  /** Whether clients may be sent to this replica. */
  public boolean isReady() {
    return ready;
  }

  /** Whether the policies are known. */
  public boolean isListed() {
    return listed;
  }

  void listed(Collection<PolicyId> policies) {
    unsettled.addAll(policies);
    listed = true;
    check();
  }

  void settled(PolicyId id) {
    unsettled.remove(id);
    check();
  }

  /** Those that have not answered by now do not count any more. */
  void timeIsUp() {
    unsettled.clear();
    check();
  }

  private void check() {
    if (listed && unsettled.isEmpty() && !ready) {
      ready = true;
      onReady.run();
    }
  }
}
