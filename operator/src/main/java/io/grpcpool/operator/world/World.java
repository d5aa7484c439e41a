package io.grpcpool.operator.world;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.operator.policies.PolicyListener;
import io.grpcpool.planner.PolicyId;
import java.util.Collections;
import java.util.SortedSet;

/**
 * Thread-safe: every call is handed to the planner thread, which alone touches what is inside. The
 * one writer of what is served.
 */
public final class World implements PolicyListener {

  private final PlannerThread thread;
  private final Reports reports = new Reports();
  private final Readiness readiness;
  private final PolicyIntake intake;
  private volatile SortedSet<PolicyId> held = Collections.emptySortedSet();

  /**
   * @param pending what the server asks about names that it does not serve
   * @param bareNames whether clients may dial a target without its namespace
   * @param onReady called once, on the planner thread
   */
  public World(
      PlannerThread thread,
      WorldPorts ports,
      PendingNames pending,
      boolean bareNames,
      Runnable onReady) {
    this.thread = thread;
    readiness = new Readiness(onReady);
    Bookkeeping books = new Bookkeeping(reports, readiness, pending, ports.namesKnown());
    intake = new PolicyIntake(thread, ports, books, bareNames);
  }

  /** What was last decided about each policy. */
  public Reports reports() {
    return reports;
  }

  /** Whether clients may be sent to this replica. */
  public Readiness readiness() {
    return readiness;
  }

  /** The deleted policies that are served until a person confirms. */
  public SortedSet<PolicyId> heldDeletions() {
    return held;
  }

  /** A person confirms the deletions that are held. */
  public void confirmDeletions() {
    run(intake::confirmDeletions);
  }

  /** The cuts of a policy are others now; what is lowered is published at once. */
  public void cutsChanged(PolicyId id) {
    run(() -> intake.cutsChanged(id));
  }

  /** Whether clients may dial a target without its namespace, from now on. */
  public void bareNames(boolean granted) {
    run(() -> intake.bareNames(granted));
  }

  @Override
  public void remembered(PolicyDocument document) {
    run(() -> intake.remembered(document));
  }

  @Override
  public void observed(PolicyDocument document) {
    run(() -> intake.observed(document));
  }

  @Override
  public void unreadable(PolicyId id, String problem) {
    run(() -> intake.unreadable(id, problem));
  }

  @Override
  public void deleted(PolicyId id) {
    run(() -> intake.deleted(id));
  }

  @Override
  public void listed() {
    run(intake::listed);
  }

  private void run(Runnable task) {
    thread.execute(
        () -> {
          task.run();
          held = intake.heldDeletions();
        });
  }
}
