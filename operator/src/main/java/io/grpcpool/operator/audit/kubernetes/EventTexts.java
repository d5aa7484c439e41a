package io.grpcpool.operator.audit.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.GrpcPoolPolicy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Immutable. What an Event says of a decision. */
final class EventTexts {

  /** What Kubernetes takes as the message of an Event (events.k8s.io, note). */
  static final int MAX_MESSAGE = 1_024;

  private static final String COMPONENT = "grpcpool";
  private static final int MAX_NAME = 200;

  private EventTexts() {}

  /** A new Event, with its count at 1. */
  static Event event(AuditEntry entry, Instant now) {
    EventReason reason = EventReason.of(entry.action());
    PolicyId policy = entry.policy();
    String prefix = policy.name().substring(0, Math.min(MAX_NAME, policy.name().length()));
    long stamp = ChronoUnit.NANOS.between(Instant.EPOCH, now);
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(policy.namespace())
        .withName(prefix + "." + Long.toHexString(stamp) + reason.ordinal())
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(GrpcPoolPolicy.API_VERSION)
        .withKind(GrpcPoolPolicy.KIND)
        .withNamespace(policy.namespace())
        .withName(policy.name())
        .withUid(entry.uid())
        .endInvolvedObject()
        .withType(reason.type())
        .withReason(reason.text())
        .withMessage(message(entry))
        .withFirstTimestamp(time(now))
        .withLastTimestamp(time(now))
        .withCount(1)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .build();
  }

  /** What the same decision is told by. */
  static String message(AuditEntry entry) {
    boolean moved = !entry.oldWeights().equals(entry.newWeights()) && !entry.newWeights().isEmpty();
    String message =
        "generation %d by %s: %s%s"
            .formatted(
                entry.generation(),
                entry.who(),
                entry.outcome(),
                moved ? ", shares in percent " + entry.newWeights() : "");
    return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE - 1) + "…" : message;
  }

  /** As Kubernetes stores it. */
  static String time(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
