package io.grpcpool.planner.name;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.route.RouteView;
import java.util.List;

/** Immutable. The names that one policy asks for. */
public record NameClaim(PolicyId id, Seniority seniority, String target, List<String> aliases) {

  public NameClaim {
    aliases = List.copyOf(aliases);
  }

  /** What a policy asks for. */
  public static NameClaim of(RouteView route, Seniority seniority) {
    return new NameClaim(route.id(), seniority, route.target(), route.aliases());
  }
}
