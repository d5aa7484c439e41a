package io.grpcpool.planner.plan;

import io.grpcpool.planner.Locality;
import java.util.List;

/**
 * Immutable. The backends of one place and priority.
 *
 * @param priority 0 first; dense from 0 within a cluster
 * @param weight the sum of the backends' weights, 1 to 2^32-1
 * @param backends at least one, sorted by address and port
 */
public record LocalityGroup(int priority, Locality locality, long weight, List<Backend> backends) {
  public LocalityGroup {
    backends = List.copyOf(backends);
  }

  /** The same at another priority. */
  public LocalityGroup at(int otherPriority) {
    return new LocalityGroup(otherPriority, locality, weight, backends);
  }
}
