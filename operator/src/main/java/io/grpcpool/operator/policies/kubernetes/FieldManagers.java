package io.grpcpool.operator.policies.kubernetes;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Comparator;

/** Thread-safe: stateless. Who changed an object last. */
final class FieldManagers {

  private static final String STATUS = "status";

  private FieldManagers() {}

  /** The manager of the last write that was not one of status; "unknown" where none is recorded. */
  static String lastOf(ObjectMeta meta) {
    return meta.getManagedFields().stream()
        .filter(entry -> !STATUS.equals(entry.getSubresource()))
        .filter(entry -> entry.getManager() != null && entry.getTime() != null)
        .max(Comparator.comparing(ManagedFieldsEntry::getTime))
        .map(ManagedFieldsEntry::getManager)
        .orElse("unknown");
  }
}
