package io.grpcpool.operator.world;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanProblem;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PlanResult.Rejected.Reason;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.withdraw.Deletions.Stage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Confined to the planner thread. Takes what the sources say, keeps the last good state of each
 * policy, and marks dirty what must be planned.
 */
final class PolicyIntake {

  private final PlannerThread thread;
  private final Admission admission;
  private final Planning planning;
  private final Bookkeeping books;
  private final Decisions decisions;
  private final PlanningListener planningListener;
  private final DirtyPolicies dirty;
  private final Withdrawals withdrawals;
  private final Map<PolicyId, PolicyState> states = new HashMap<>();
  private final Set<PolicyId> conflicted = new HashSet<>();

  PolicyIntake(PlannerThread thread, WorldPorts ports, Bookkeeping books, boolean bareNames) {
    this.thread = thread;
    this.books = books;
    admission = new Admission(ports.sources());
    decisions = new Decisions(ports.audit());
    planningListener = ports.planning();
    dirty = new DirtyPolicies(thread, this::plan, planningListener);
    withdrawals = new Withdrawals(thread, this::advance);
    planning =
        new Planning(
            new NameClaims(bareNames),
            new Publisher(ports.server()),
            decisions,
            ports.cuts(),
            changed -> thread.execute(() -> regranted(changed)));
  }

  void observed(PolicyDocument document) {
    PolicyState state = states.get(document.id());
    withdrawals.present(document.id());
    if (state == null) {
      state = new PolicyState(document);
      states.put(state.id, state);
      admit(state, document);
    } else if (state.document.sameContent(document)) {
      seenAgain(state);
    } else {
      restore(state);
      admit(state, document);
    }
    books.update(state);
  }

  /** Stands in for what is written now, until that can be served. */
  void remembered(PolicyDocument document) {
    PolicyState state = states.computeIfAbsent(document.id(), id -> new PolicyState(document));
    if (state.served == null && admission.judge(document) instanceof Admission.Valid valid) {
      RouteWatch older = new RouteWatch(document, valid.route());
      planning.claim(state, older);
      books.claimed(state, older);
      state.served = older;
      open(state, older);
    }
    books.update(state);
  }

  private void seenAgain(PolicyState state) {
    if (state.deleted) {
      decisions.restored(state);
    }
    boolean changed = state.emptied || state.unreadable;
    restore(state);
    if (changed) {
      dirty.mark(state.id, Urgency.LOSS);
    }
  }

  private static void restore(PolicyState state) {
    state.deleted = false;
    state.emptied = false;
    state.unreadable = false;
  }

  private void admit(PolicyState state, PolicyDocument document) {
    planningListener.changed("policy", Urgency.CONFIGURATION.label());
    state.document = document;
    Admission.Verdict verdict = admission.judge(document);
    if (verdict instanceof Admission.Refused refused) {
      planning.reject(state, new Rejected(Reason.INVALID_SPEC, refused.problems()));
    } else if (verdict instanceof Admission.Valid valid) {
      state.dropWanted();
      RouteWatch wanted = new RouteWatch(document, valid.route());
      state.wanted = wanted;
      planning.claim(state, wanted);
      books.claimed(state, wanted);
      open(state, wanted);
      // A source that is known answers within the window; one that does not is reported as awaited.
      thread.schedule(Urgency.CONFIGURATION.window(), () -> stillWanted(state, wanted));
    }
  }

  private void open(PolicyState state, RouteWatch watch) {
    watch.opened(
        admission.watch(
            watch.route(), view -> thread.execute(() -> endpoints(state, watch, view))));
  }

  private void stillWanted(PolicyState state, RouteWatch wanted) {
    // An answer has marked it already; to mark it again would prolong its window.
    if (state.wanted == wanted && !wanted.answered()) {
      dirty.mark(state.id, Urgency.CONFIGURATION);
    }
  }

  private void endpoints(PolicyState state, RouteWatch watch, EndpointsView view) {
    if (!state.has(watch)) {
      return;
    }
    Urgency urgency = Changes.of(state, watch, view);
    planningListener.changed(watch.route().service().kind(), urgency.label());
    watch.endpoints(view);
    dirty.mark(state.id, urgency);
  }

  void unreadable(PolicyId id, String problem) {
    PolicyState state = states.get(id);
    if (state != null) {
      state.unreadable = true;
      planning.reject(
          state,
          new Rejected(Reason.INVALID_SPEC, List.of(new PlanProblem("document", "", problem))));
      books.update(state);
    }
  }

  void deleted(PolicyId id) {
    PolicyState state = states.get(id);
    if (state != null && !state.deleted) {
      state.deleted = true;
      decisions.deleted(state, withdrawals.delete(id, state.grace()));
      books.update(state);
    }
  }

  void cutsChanged(PolicyId id) {
    if (states.containsKey(id)) {
      dirty.mark(id, Urgency.LOSS);
    }
  }

  void listed() {
    books.listed(states.values(), thread);
    states.keySet().forEach(id -> dirty.mark(id, Urgency.LOSS));
  }

  void bareNames(boolean granted) {
    planning.bareNames(granted);
  }

  SortedSet<PolicyId> heldDeletions() {
    return withdrawals.held();
  }

  void confirmDeletions() {
    withdrawals.confirm();
  }

  private void plan(PolicyId id) {
    PolicyState state = states.get(id);
    if (state == null || !books.isListed() || state.emptied) {
      return;
    }
    RouteWatch before = state.served;
    planning.plan(state);
    books.update(state);
    noteConflict(state);
    if (state.served != before) {
      retryConflicted();
    }
  }

  private void noteConflict(PolicyState state) {
    if (state.result instanceof Rejected rejected && rejected.reason() == Reason.TARGET_CONFLICT) {
      conflicted.add(state.id);
    } else {
      conflicted.remove(state.id);
    }
  }

  /** A name may have become free that a policy waits for while it is served under older ones. */
  private void retryConflicted() {
    List<PolicyId> waiting = List.copyOf(conflicted);
    thread.execute(() -> regranted(waiting));
  }

  private void regranted(Collection<PolicyId> changed) {
    changed.forEach(id -> dirty.mark(id, Urgency.CONFIGURATION));
  }

  private void advance(PolicyId id, Stage stage) {
    PolicyState state = states.get(id);
    if (state == null) {
      return;
    }
    if (stage == Stage.EMPTIED) {
      state.emptied = true;
      planning.empty(state);
      decisions.withdrawn(state, "its clusters are empty");
      books.update(state);
    } else if (stage == Stage.GONE) {
      planning.withdraw(state);
      decisions.withdrawn(state, "its names are absent");
      dirty.forget(id);
      states.remove(id);
      conflicted.remove(id);
      books.gone(id);
      retryConflicted();
    }
  }
}
