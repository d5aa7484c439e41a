package io.grpcpool.operator.audit;

/** Thread-safe. Where decisions are written down. */
@FunctionalInterface
public interface AuditLog {

  /** Writes one line; never throws. */
  void record(AuditEntry entry);

  /** Writes each line here and then there. */
  default AuditLog and(AuditLog other) {
    return entry -> {
      record(entry);
      other.record(entry);
    };
  }
}
