package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ServiceReading.Absence;
import io.grpcpool.operator.discovery.consul.ServiceReading.Absent;
import io.grpcpool.operator.discovery.consul.ServiceReading.Doubted;
import io.grpcpool.operator.discovery.consul.ServiceReading.Present;
import io.grpcpool.operator.discovery.consul.ServiceReading.Uncertain;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The last good answer for one service in one datacenter, and what a further reading
 * makes of it. Endpoints are given up only for a confirmed absence that lasts.
 *
 * @param recheckAt when an absence, confirmed once more, would be believed; null: nothing is due
 */
record LastGood(EndpointsView view, @Nullable Instant recheckAt) {

  /** Before the first reading. */
  static final LastGood NOTHING = new LastGood(EndpointsView.UNKNOWN, null);

  private static final EndpointsView GONE = EndpointsView.fresh(List.of(), List.of());

  LastGood after(ServiceReading reading, Instant now, Patience patience) {
    if (reading instanceof Present present) {
      return new LastGood(fresh(present.snapshot()), null);
    }
    if (reading instanceof Uncertain uncertain) {
      EndpointsView shown = fresh(uncertain.snapshot());
      return new LastGood(shown.stale(uncertain.doubt().detail()), null);
    }
    if (reading instanceof Doubted doubted) {
      return new LastGood(view.stale(doubted.doubt().detail()), null);
    }
    return absent((Absent) reading, now, patience);
  }

  private LastGood absent(Absent absent, Instant now, Patience patience) {
    boolean known = view.freshness() != Freshness.UNKNOWN;
    boolean nothingToLose = known && view.endpoints().isEmpty();
    boolean neverThere = !known && absent.absence() == Absence.CONFIRMED;
    if (nothingToLose || neverThere) {
      return new LastGood(GONE, null);
    }
    Duration limit = patience.limit(absent.absence());
    if (limit == null) {
      return new LastGood(view.stale(why(absent, null)), null);
    }
    Instant due = absent.since().plus(limit);
    return due.isAfter(now)
        ? new LastGood(view.stale(why(absent, limit)), due)
        : new LastGood(GONE, null);
  }

  private static EndpointsView fresh(ServiceSnapshot snapshot) {
    return EndpointsView.fresh(snapshot.endpoints(), snapshot.problems());
  }

  private static String why(Absent absent, @Nullable Duration limit) {
    String until = limit == null ? "until services return" : "for " + limit.toSeconds() + " s";
    return switch (absent.absence()) {
      case CONFIRMED ->
          detail(Doubt.Cause.EMPTY, "the service left the catalogue; what it had is kept " + until);
      case BARE_CATALOG ->
          detail(Doubt.Cause.EMPTY, "nothing is registered; not believed " + until);
      case CATALOG_LOST ->
          detail(
              Doubt.Cause.CATALOG_LOST,
              "the service vanished together with the catalogue; what it had is kept " + until);
    };
  }

  private static String detail(Doubt.Cause cause, String message) {
    return new Doubt(cause, message).detail();
  }

  /**
   * Immutable. How long an absence must last.
   *
   * @param emptyHoldDown of the policy
   * @param catalogLossLimit null: for ever
   */
  record Patience(Duration emptyHoldDown, @Nullable Duration catalogLossLimit) {
    @Nullable Duration limit(Absence absence) {
      return absence == Absence.CATALOG_LOST ? catalogLossLimit : emptyHoldDown;
    }
  }
}
