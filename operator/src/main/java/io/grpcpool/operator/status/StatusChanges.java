package io.grpcpool.operator.status;

import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.operator.world.Reports;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.xds.AcknowledgementListener;
import io.grpcpool.xds.ResourceKey;
import io.grpcpool.xds.ResourceType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Thread-safe. Tells which policies' statuses may be others now, because the planner decided or
 * clients acknowledged something.
 */
public final class StatusChanges implements AcknowledgementListener {

  private final Map<String, PolicyId> listenerOwners = new ConcurrentHashMap<>();
  private final List<Consumer<PolicyId>> listeners = new CopyOnWriteArrayList<>();

  /** Follows these reports from now on. */
  public void follow(Reports reports) {
    reports.onChange(
        id -> {
          reports.find(id).ifPresentOrElse(this::own, () -> disown(id));
          tell(id);
        });
  }

  /** Adds one who is told; it must return quickly. */
  public void onChange(Consumer<PolicyId> listener) {
    listeners.add(listener);
  }

  @Override
  public void acknowledgementsChanged(Set<ResourceKey> keys) {
    Set<PolicyId> changed = new HashSet<>();
    for (ResourceKey key : keys) {
      PolicyId owner = owner(key);
      if (owner != null) {
        changed.add(owner);
      }
    }
    changed.forEach(this::tell);
  }

  private @org.jspecify.annotations.Nullable PolicyId owner(ResourceKey key) {
    if (key.type() == ResourceType.LISTENER) {
      return listenerOwners.get(key.name());
    }
    return ownerOf(key.name()).orElse(null);
  }

  /** The policy of a cluster, whose name begins with it: namespace/name/selector. */
  public static Optional<PolicyId> ownerOf(String cluster) {
    String[] parts = cluster.split("/", 3);
    return parts.length == 3 ? Optional.of(new PolicyId(parts[0], parts[1])) : Optional.empty();
  }

  private void own(PolicyReport report) {
    if (report.served() != null) {
      report.served().listeners().forEach(name -> listenerOwners.put(name, report.id()));
    }
  }

  private void disown(PolicyId id) {
    listenerOwners.values().removeIf(id::equals);
  }

  /** A policy's status may be another now. */
  public void tell(PolicyId id) {
    listeners.forEach(listener -> listener.accept(id));
  }
}
