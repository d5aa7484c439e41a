package io.grpcpool.operator.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. Writes to the logger {@code audit}, which can be sent to a place of its own. The
 * log's own time stamp is the time of the decision.
 */
public final class LoggedAudit implements AuditLog {

  private static final Logger AUDIT = LoggerFactory.getLogger("audit");

  @Override
  public void record(AuditEntry entry) {
    AUDIT.info("{}", AuditLine.of(entry));
  }
}
