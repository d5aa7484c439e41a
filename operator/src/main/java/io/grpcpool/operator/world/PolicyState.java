package io.grpcpool.operator.world;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.plan.Plan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the planner thread. What is known of one policy: what is written, what is served, and
 * what is on its way from the one to the other.
 */
final class PolicyState {

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(60);

  final PolicyId id;

  /** As it is written now, valid or not. */
  PolicyDocument document;

  /** What became of the document. */
  PlanResult result = new PlanResult.Waiting("", "not planned yet");

  /** What the present plan was made from. */
  @Nullable RouteWatch served;

  /** A newer valid document, until its source has answered and its names are free. */
  @Nullable RouteWatch wanted;

  /** What clients are told now. */
  @Nullable Plan plan;

  /** Whether what is written now cannot even be read. */
  boolean unreadable;

  boolean deleted;

  /** Whether it is served without endpoints, on its way out. */
  boolean emptied;

  PolicyState(PolicyDocument document) {
    this.id = document.id();
    this.document = document;
  }

  /** Whether it is settled what clients are told: a plan, or that there is none. */
  boolean settled() {
    return plan != null || (result instanceof PlanResult.Rejected && !hasOlderDocumentToServe());
  }

  /** Whether an older, valid document may still be served though the present one is refused. */
  private boolean hasOlderDocumentToServe() {
    RouteWatch next = wanted == null ? served : wanted;
    return next != null && (unreadable || next.document() != document)
        || served != null && served.document() != document;
  }

  /** Notes what became of one of its documents; only the present one's fate is the policy's. */
  void judged(RouteWatch watch, PlanResult outcome) {
    if (isJudgedBy(watch)) {
      result = outcome;
    }
  }

  /** Whether this watch has the document as it is written now. */
  boolean isJudgedBy(RouteWatch watch) {
    return watch.document() == document && !unreadable;
  }

  /** Whether this is one of the watches whose answers still count. */
  boolean has(RouteWatch watch) {
    return watch == served || watch == wanted;
  }

  /** How long it is served after its deletion. */
  Duration grace() {
    RouteWatch last = served == null ? wanted : served;
    return last == null ? DEFAULT_GRACE : last.route().deletionGrace();
  }

  void dropWanted() {
    if (wanted != null) {
      wanted.close();
      wanted = null;
    }
  }

  /** The wanted document becomes the served one. */
  void promoteWanted() {
    if (served != null) {
      served.close();
    }
    served = wanted;
    wanted = null;
  }

  void closeWatches() {
    dropWanted();
    if (served != null) {
      served.close();
    }
  }

  PolicyReport report() {
    return new PolicyReport(
        document, result, plan, served == null ? null : served.document(), deleted);
  }
}
