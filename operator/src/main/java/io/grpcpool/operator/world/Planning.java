package io.grpcpool.operator.world;

import io.grpcpool.planner.PlanProblem;
import io.grpcpool.planner.PlanResult;
import io.grpcpool.planner.PlanResult.Planned;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.Planner;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.cut.Cuts;
import io.grpcpool.planner.cut.TrackCap;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.NameGrant;
import io.grpcpool.planner.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Confined to the planner thread. Plans one policy: the newest valid document where it can be
 * served, else the last one that could, with the endpoints that there are now.
 */
final class Planning {

  private final Planner planner = new Planner();
  private final NameClaims claims;
  private final Publisher publisher;
  private final Decisions decisions;
  private final Function<PolicyId, List<TrackCap>> cuts;
  private final Consumer<Collection<PolicyId>> regranted;

  /**
   * @param cuts the most that tracks may get, whatever their weights say
   * @param regranted told of policies whose names are others now
   */
  Planning(
      NameClaims claims,
      Publisher publisher,
      Decisions decisions,
      Function<PolicyId, List<TrackCap>> cuts,
      Consumer<Collection<PolicyId>> regranted) {
    this.claims = claims;
    this.publisher = publisher;
    this.decisions = decisions;
    this.cuts = cuts;
    this.regranted = regranted;
  }

  void plan(PolicyState state) {
    boolean promoted = state.wanted != null && planWanted(state, state.wanted);
    if (!promoted && state.served != null) {
      planServed(state, state.served);
    }
  }

  /** A deleted policy goes on without endpoints: pools finish their calls, new calls fail fast. */
  void empty(PolicyState state) {
    if (state.plan != null) {
      state.plan = state.plan.emptied();
      publisher.publish(state.id, state.plan);
    }
  }

  /** Nothing of a policy is served any more. */
  void withdraw(PolicyState state) {
    publisher.withdraw(state.id, state.document.generation());
    state.closeWatches();
    regranted.accept(claims.remove(state.id));
  }

  void bareNames(boolean granted) {
    regranted.accept(claims.bareNames(granted));
  }

  /** A policy asks for its names before it is planned, so that the senior one wins at a start. */
  void claim(PolicyState state, RouteWatch watch) {
    if (state.served == null) {
      regrant(state, watch);
    }
  }

  private boolean planWanted(PolicyState state, RouteWatch wanted) {
    if (state.served != null && !wanted.answered() && !wanted.route().suspend()) {
      state.judged(
          wanted, new Waiting(wanted.route().service().kind(), wanted.endpoints().detail()));
      return false;
    }
    regrant(state, wanted);
    PlanResult result =
        planner.plan(wanted.route(), wanted.endpoints(), claims.grant(state.id), state.plan);
    if (result instanceof Rejected rejected) {
      if (rejected.reason() == Rejected.Reason.INVALID_SPEC) {
        state.dropWanted();
      }
      reject(state, rejected);
    } else if (result instanceof Planned planned) {
      state.promoteWanted();
      Plan before = state.plan;
      result = serve(state, planned);
      decisions.accepted(state, before, result);
    }
    state.judged(wanted, result);
    return state.wanted == null && result instanceof Planned;
  }

  /** What is written now cannot be served; what was served stays, under its names. */
  void reject(PolicyState state, Rejected rejected) {
    decisions.rejected(state, rejected);
    state.result = rejected;
    if (state.served != null) {
      regrant(state, state.served);
    } else if (state.wanted == null) {
      regranted.accept(claims.remove(state.id));
    }
  }

  private void planServed(PolicyState state, RouteWatch served) {
    NameGrant names = claims.grant(state.id);
    PlanResult result = planner.follow(served.route(), served.endpoints(), names, state.plan);
    if (result instanceof Planned planned) {
      Plan before = state.plan;
      result = serve(state, planned);
      decisions.followed(state, before);
      if (!names.refused()) {
        decisions.conflicted(state, before);
      }
    }
    state.judged(served, names.refused() ? refusal(state, served, names) : result);
  }

  /** An older policy of the namespace took a name; endpoints are followed all the same. */
  private PlanResult refusal(PolicyState state, RouteWatch served, NameGrant names) {
    PlanResult result = planner.plan(served.route(), served.endpoints(), names, state.plan);
    if (result instanceof Rejected rejected && state.isJudgedBy(served)) {
      decisions.rejected(state, rejected);
    }
    return result;
  }

  private PlanResult serve(PolicyState state, Planned written) {
    Planned planned = new Planned(Cuts.apply(written.plan(), cuts.apply(state.id)));
    if (planned.plan().equals(state.plan)) {
      return planned;
    }
    try {
      publisher.publish(state.id, planned.plan());
    } catch (IllegalArgumentException tooLarge) {
      Rejected rejected = tooLarge(planned.plan(), tooLarge);
      decisions.rejected(state, rejected);
      return rejected;
    }
    state.plan = planned.plan();
    return planned;
  }

  private static Rejected tooLarge(Plan plan, IllegalArgumentException cause) {
    String endpoints = plan.endpoints().size() + " endpoints";
    PlanProblem problem =
        new PlanProblem("spec.discovery", endpoints, String.valueOf(cause.getMessage()));
    return new Rejected(Rejected.Reason.INVALID_SPEC, List.of(problem));
  }

  private void regrant(PolicyState state, RouteWatch watch) {
    Collection<PolicyId> changed = claims.put(watch.claim());
    changed.remove(state.id);
    regranted.accept(changed);
  }
}
