package io.grpcpool.operator.world;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.xds.identity.Audience;
import java.time.Duration;
import java.util.Collection;

/**
 * Confined to the planner thread. Keeps what others read in step with the states: reports,
 * readiness and the names that are still pending.
 */
final class Bookkeeping {

  /** How long a replica waits for sources at its start before it takes clients all the same. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Reports reports;
  private final Readiness readiness;
  private final PendingNames pending;
  private final Runnable namesKnown;

  Bookkeeping(Reports reports, Readiness readiness, PendingNames pending, Runnable namesKnown) {
    this.reports = reports;
    this.readiness = readiness;
    this.pending = pending;
    this.namesKnown = namesKnown;
  }

  void listed(Collection<PolicyState> states, PlannerThread thread) {
    pending.listed();
    readiness.listed(states.stream().map(state -> state.id).toList());
    states.forEach(this::update);
    thread.schedule(PATIENCE, readiness::timeIsUp);
    namesKnown.run();
  }

  boolean isListed() {
    return readiness.isListed();
  }

  void claimed(PolicyState state, RouteWatch watch) {
    if (state.plan == null) {
      pending.add(watch.claim(), Audience.of(watch.route().allowedConsumers()));
    }
  }

  /** Call after anything about a policy changed. */
  void update(PolicyState state) {
    if (state.settled()) {
      forgetPending(state.id);
      readiness.settled(state.id);
    }
    reports.put(state.report());
  }

  void gone(PolicyId id) {
    forgetPending(id);
    readiness.settled(id);
    reports.remove(id);
  }

  private void forgetPending(PolicyId id) {
    if (pending.remove(id)) {
      namesKnown.run();
    }
  }
}
