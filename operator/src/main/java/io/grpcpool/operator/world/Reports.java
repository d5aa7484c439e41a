package io.grpcpool.operator.world;

import io.grpcpool.planner.PolicyId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Thread-safe. The latest report of each policy, for those who show status. Written by the planner
 * thread, which also calls the listeners; they must return quickly.
 */
public final class Reports {

  private final Map<PolicyId, PolicyReport> reports = new ConcurrentSkipListMap<>();
  private final List<Consumer<PolicyId>> listeners = new CopyOnWriteArrayList<>();

  /** Adds one who is told of every policy whose report is another now, or gone. */
  public void onChange(Consumer<PolicyId> listener) {
    listeners.add(listener);
  }

  /** Sorted by namespace and name. */
  public List<PolicyReport> all() {
    return List.copyOf(reports.values());
  }

  /** Empty for a policy that is gone. */
  public Optional<PolicyReport> find(PolicyId id) {
    return Optional.ofNullable(reports.get(id));
  }

  void put(PolicyReport report) {
    if (!report.equals(reports.put(report.id(), report))) {
      listeners.forEach(listener -> listener.accept(report.id()));
    }
  }

  void remove(PolicyId id) {
    if (reports.remove(id) != null) {
      listeners.forEach(listener -> listener.accept(id));
    }
  }
}
