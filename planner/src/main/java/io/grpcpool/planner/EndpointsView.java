package io.grpcpool.planner;

import java.util.List;

/**
 * Immutable. Everything a source knows of one service, whole: a later view replaces an earlier one.
 *
 * @param detail why the view is stale or not known, for conditions; empty when fresh
 */
public record EndpointsView(
    Freshness freshness, List<Endpoint> endpoints, List<EndpointProblem> problems, String detail) {

  /** How far the endpoints can be trusted. */
  public enum Freshness {
    /** The source has not answered yet: nothing may be published from this. */
    UNKNOWN,
    /** The source's present answer. */
    FRESH,
    /** The last good answer, kept because the source is down, denied or not believed. */
    STALE
  }

  /** Before the first answer. */
  public static final EndpointsView UNKNOWN =
      new EndpointsView(Freshness.UNKNOWN, List.of(), List.of(), "no answer yet");

  public EndpointsView {
    endpoints = List.copyOf(endpoints);
    problems = List.copyOf(problems);
  }

  /** A present answer. */
  public static EndpointsView fresh(List<Endpoint> endpoints, List<EndpointProblem> problems) {
    return new EndpointsView(Freshness.FRESH, endpoints, problems, "");
  }

  /** The same endpoints, no longer certain; one that never answered stays unknown. */
  public EndpointsView stale(String why) {
    Freshness kept = freshness == Freshness.UNKNOWN ? Freshness.UNKNOWN : Freshness.STALE;
    return new EndpointsView(kept, endpoints, problems, why);
  }
}
