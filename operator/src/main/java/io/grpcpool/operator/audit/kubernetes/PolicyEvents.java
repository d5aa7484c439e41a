package io.grpcpool.operator.audit.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.operator.audit.AuditLog;
import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by itself; the API server is called on the executor. Writes decisions as
 * Events on their policies, where {@code kubectl describe} shows them, on the leader alone: every
 * replica decides the same. The same Event again is counted in the one that there is. One that
 * cannot be written is dropped: status and the log have it too.
 */
public final class PolicyEvents implements AuditLog {

  /** The same Event within this time is the one before, once more. */
  static final Duration SAME = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(PolicyEvents.class);
  private static final int MOST = 4_096;

  /** While the API server is away they must not pile up. */
  private static final int MOST_WAITING = 1_000;

  private final KubernetesClient client;
  private final BooleanSupplier leader;
  private final InstantSource clock;
  private final Executor executor;
  private final EventBudget budget = new EventBudget();
  private final Map<Subject, Written> written = new Recent();
  private boolean failing;
  private int waiting;

  private record Subject(PolicyId policy, String uid, EventReason reason) {}

  private record Written(String name, String message, int count, Instant last) {}

  /**
   * @param executor one thread; not closed here
   */
  public PolicyEvents(
      KubernetesClient client, BooleanSupplier leader, InstantSource clock, Executor executor) {
    this.client = client;
    this.leader = leader;
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public void record(AuditEntry entry) {
    if (!leader.getAsBoolean() || !mayWrite(entry.policy())) {
      return;
    }
    Instant now = clock.instant();
    try {
      executor.execute(() -> write(entry, now));
    } catch (RejectedExecutionException closing) {
      LOG.debug("policy={} the process ends, its last event is dropped", entry.policy());
    }
  }

  private synchronized boolean mayWrite(PolicyId policy) {
    boolean may = waiting < MOST_WAITING && budget.take(policy, clock.instant());
    waiting += may ? 1 : 0;
    return may;
  }

  private void write(AuditEntry entry, Instant now) {
    try {
      writeOrCount(entry, now);
      done(null);
    } catch (KubernetesClientException e) {
      done(e);
    }
  }

  private void writeOrCount(AuditEntry entry, Instant now) {
    EventReason reason = EventReason.of(entry.action());
    Subject subject = new Subject(entry.policy(), entry.uid(), reason);
    String message = EventTexts.message(entry);
    Written before = find(subject);
    if (before != null
        && before.message().equals(message)
        && before.last().plus(SAME).isAfter(now)
        && count(entry.policy(), before, now)) {
      remember(subject, new Written(before.name(), message, before.count() + 1, now));
    } else {
      Event event = EventTexts.event(entry, now);
      client.resource(event).create();
      remember(subject, new Written(event.getMetadata().getName(), message, 1, now));
    }
  }

  /** Whether the Event was still there; the API server keeps one for an hour. */
  private boolean count(PolicyId policy, Written before, Instant now) {
    String patch =
        "{\"count\":%d,\"lastTimestamp\":\"%s\"}"
            .formatted(before.count() + 1, EventTexts.time(now));
    try {
      client
          .v1()
          .events()
          .inNamespace(policy.namespace())
          .withName(before.name())
          .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  private synchronized @Nullable Written find(Subject subject) {
    return written.get(subject);
  }

  private synchronized void remember(Subject subject, Written event) {
    written.put(subject, event);
  }

  private synchronized void done(@Nullable KubernetesClientException error) {
    waiting--;
    if (error != null && !failing) {
      LOG.warn("events cannot be written; status and this log have the same", error);
    }
    failing = error != null;
  }

  /** Forgets what was written longest ago. */
  private static final class Recent extends LinkedHashMap<Subject, Written> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Subject, Written> eldest) {
      return size() > MOST;
    }
  }
}
