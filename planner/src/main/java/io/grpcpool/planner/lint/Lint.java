package io.grpcpool.planner.lint;

import io.grpcpool.planner.name.ResourceNames;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.route.CallMatch;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.MatchView;
import io.grpcpool.planner.route.MethodView;
import io.grpcpool.planner.route.RetryView;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.share.Shares;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable. Warns of what a valid policy probably does not mean. */
public final class Lint {

  private Lint() {}

  /** Warnings that follow from the policy alone, and from its endpoints where it names them. */
  public static List<Warning> of(RouteView route) {
    List<Warning> warnings = withoutEndpoints(route);
    WrittenEndpoints.plan(route).map(LoadPerEndpoint::warnings).ifPresent(warnings::addAll);
    return List.copyOf(warnings);
  }

  /** Warnings that follow from the policy and from the endpoints that it was planned with. */
  public static List<Warning> of(RouteView route, Plan plan) {
    List<Warning> warnings = withoutEndpoints(route);
    warnings.addAll(LoadPerEndpoint.warnings(plan));
    return List.copyOf(warnings);
  }

  private static List<Warning> withoutEndpoints(RouteView route) {
    List<Warning> warnings = new ArrayList<>();
    addCalls(warnings, route.calls());
    addMatches(warnings, route.matches());
    addShares(warnings, route);
    addNames(warnings, route);
    return warnings;
  }

  private static void addCalls(List<Warning> warnings, CallView calls) {
    if (endsBeforeRetry(calls.timeout(), calls.retry())) {
      warnings.add(
          new Warning(
              "spec.resilience.retry.backoff.base",
              "is not below spec.resilience.timeout, so calls end before they are tried again"));
    }
    for (int i = 0; i < calls.methods().size(); i++) {
      MethodView method = calls.methods().get(i);
      if (endsBeforeRetry(method.timeout(), method.retry())) {
        warnings.add(
            new Warning(
                "spec.resilience.methods[" + i + "]",
                "has a timeout that is over before the first retry"));
      }
    }
  }

  private static boolean endsBeforeRetry(@Nullable Duration timeout, @Nullable RetryView retry) {
    return timeout != null && retry != null && retry.base().compareTo(timeout) >= 0;
  }

  private static void addMatches(List<Warning> warnings, List<MatchView> matches) {
    Map<CallMatch, Integer> seen = new HashMap<>();
    for (int i = 0; i < matches.size(); i++) {
      CallMatch calls = matches.get(i).calls();
      Integer earlier = seen.putIfAbsent(calls, i);
      if (earlier == null && calls instanceof CallMatch.Method method) {
        earlier = seen.get(new CallMatch.Service(method.service()));
      }
      if (earlier != null) {
        warnings.add(
            new Warning(
                "spec.match[" + i + "]",
                "matches no call, because spec.match[" + earlier + "] takes them all"));
      }
    }
  }

  /** The least share is one basis point: 1 to 1,000,000 is served as 1 to 9,999. */
  private static void addShares(List<Warning> warnings, RouteView route) {
    long sum = route.tracks().stream().mapToLong(track -> track.weight()).sum();
    for (int i = 0; i < route.tracks().size(); i++) {
      long weight = route.tracks().get(i).weight();
      if (weight > 0 && weight * Shares.TOTAL < sum) {
        warnings.add(
            new Warning(
                "spec.tracks[" + i + "].weight",
                weight + " of " + sum + " is less than 0.01 % and is served as 0.01 %"));
      }
    }
  }

  private static void addNames(List<Warning> warnings, RouteView route) {
    String longName = ResourceNames.longListener(route.target(), route.id().namespace());
    for (int i = 0; i < route.aliases().size(); i++) {
      String alias = route.aliases().get(i);
      if (alias.equals(route.target()) || alias.equals(longName)) {
        warnings.add(
            new Warning("spec.aliases[" + i + "]", alias + " is a name of the policy already"));
      }
    }
  }
}
