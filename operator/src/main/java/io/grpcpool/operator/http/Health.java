package io.grpcpool.operator.http;

import io.grpcpool.operator.world.Readiness;
import java.util.List;

/**
 * Immutable. An answer of a health endpoint, in the form of MicroProfile Health, which probes and
 * dashboards know.
 */
record Health(String status, List<Check> checks) {

  private static final String UP = "UP";
  private static final String DOWN = "DOWN";

  /** Immutable. One of the reasons for the status. */
  record Check(String name, String status) {}

  static Health live() {
    return new Health(UP, List.of());
  }

  static Health ready(Readiness readiness) {
    return new Health(
        text(readiness.isReady()),
        List.of(
            new Check("policies listed", text(readiness.isListed())),
            new Check("sources answered or given up", text(readiness.isReady()))));
  }

  boolean isUp() {
    return UP.equals(status);
  }

  private static String text(boolean up) {
    return up ? UP : DOWN;
  }
}
