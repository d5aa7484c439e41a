package io.grpcpool.planner.route;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.ServiceRef;
import java.time.Duration;
import java.util.List;

/**
 * Immutable. A valid policy with its defaults filled in, as the planner reads it; the form of the
 * document it came from does not matter.
 *
 * @param generation of the document; status repeats it
 * @param suspend what is served stays as it is
 * @param target the name that clients dial
 * @param aliases further names, in the order written
 * @param deletionGrace how long everything stays served after the policy is deleted
 * @param allowedConsumers the clients for which it exists, as the policy names them; empty: all
 * @param tracks at least one, in the order written
 * @param matches in the order written; the first that matches wins
 */
public record RouteView(
    PolicyId id,
    long generation,
    boolean suspend,
    String target,
    List<String> aliases,
    Duration deletionGrace,
    List<String> allowedConsumers,
    ServiceRef service,
    EndpointRules endpointRules,
    List<TrackView> tracks,
    List<MatchView> matches,
    PoolView pool,
    CallView calls) {

  public RouteView {
    aliases = List.copyOf(aliases);
    allowedConsumers = List.copyOf(allowedConsumers);
    tracks = List.copyOf(tracks);
    matches = List.copyOf(matches);
  }
}
