package io.grpcpool.operator.world;

import io.grpcpool.operator.discovery.EndpointSource.Watch;
import io.grpcpool.operator.discovery.EndpointSources;
import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.PlanProblem;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.RouteViews;
import io.grpcpool.policy.PolicyValidator;
import java.util.List;
import java.util.function.Consumer;

/** Confined to the planner thread. Judges documents before anything is planned from them. */
final class Admission {

  private final EndpointSources sources;

  Admission(EndpointSources sources) {
    this.sources = sources;
  }

  /** What is thought of a document. */
  sealed interface Verdict {}

  /** It may be planned. */
  record Valid(RouteView route) implements Verdict {}

  /** It may not, and here is everything that is wrong with it. */
  record Refused(List<PlanProblem> problems) implements Verdict {
    Refused {
      problems = List.copyOf(problems);
    }
  }

  Verdict judge(PolicyDocument document) {
    List<PlanProblem> violations =
        PolicyValidator.validate(document.policy()).stream()
            .map(v -> new PlanProblem(v.field(), v.value(), v.message()))
            .toList();
    if (!violations.isEmpty()) {
      return new Refused(violations);
    }
    RouteView route = RouteViews.of(document.policy());
    String kind = route.service().kind();
    return sources.kinds().contains(kind)
        ? new Valid(route)
        : new Refused(List.of(unknownSource(kind)));
  }

  private PlanProblem unknownSource(String kind) {
    return new PlanProblem(
        "spec.discovery", kind, "this control plane has the sources " + sources.kinds());
  }

  Watch watch(RouteView route, Consumer<EndpointsView> listener) {
    return sources.watch(route.service(), listener);
  }
}
