package io.grpcpool.planner.plan;

/**
 * Immutable. Something about a plan that its owner should know.
 *
 * @param message one sentence that names the field or track, and numbers
 */
public record PlanNote(Kind kind, String message) {

  /** What a note is about. */
  public enum Kind {
    /** A bare name or an alias belongs to a policy of another namespace. */
    NAME_HELD,
    /** A track's selector matches no endpoint of the service, well or not. */
    SELECTOR_MATCHES_NOTHING,
    /** A track has endpoints, and none of them takes calls. */
    TRACK_EMPTY,
    /** No track has an endpoint that takes calls. */
    ALL_EMPTY,
    /** Too few endpoints are healthy to believe it; all but maintenance are served. */
    PANIC,
    /** Endpoints that belong to no track. */
    UNSELECTED,
    /** Clients cannot prefer their zone, because the endpoints claim too many. */
    TOO_MANY_ZONES,
    /** A track gets less than its weight says, because it was cut. */
    CUT
  }
}
