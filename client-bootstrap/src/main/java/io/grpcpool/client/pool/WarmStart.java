package io.grpcpool.client.pool;

import io.grpc.SynchronizationContext.ScheduledHandle;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. Whether a pool that has just begun holds calls back, so
 * that the first ones do not all go to the endpoint that connected first: until every endpoint may
 * take calls or has failed, and no longer than one dial may take.
 */
final class WarmStart {

  private final PoolRuntime runtime;
  private final Runnable overdue;
  private @Nullable ScheduledHandle deadline;
  private boolean begun;
  private boolean over;

  /**
   * @param overdue run when the time is over and calls are still held back
   */
  WarmStart(PoolRuntime runtime, Runnable overdue) {
    this.runtime = runtime;
    this.overdue = overdue;
  }

  /** Takes over the settings that hold now; the first time this is the pool's beginning. */
  void follow(Beginning beginning, Duration connectTimeout) {
    if (!beginning.warmUp()) {
      end();
    } else if (!begun) {
      deadline = runtime.schedule("warm-up", connectTimeout, this::expired);
    }
    begun = true;
  }

  boolean holds(List<EndpointView> endpoints) {
    if (!over && endpoints.stream().allMatch(e -> e.isUsable() || e.failure() != null)) {
      end();
    }
    return !over;
  }

  /** Holds nothing back any more. */
  void end() {
    over = true;
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
  }

  private void expired() {
    end();
    overdue.run();
  }
}
