package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.discovery.consul.ServiceReading.Absence;
import io.grpcpool.operator.discovery.consul.ServiceReading.Absent;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import io.grpcpool.planner.Locality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When endpoints are given up. */
class LastGoodTest {
  private static final Instant NOW = Instant.EPOCH;
  private static final Endpoint ENDPOINT =
      new Endpoint(
          "n1/a",
          "10.0.0.1",
          80,
          EndpointHealth.PASSING,
          1,
          new TreeMap<>(),
          new TreeSet<>(),
          Locality.NONE,
          "dc1");
  private static final LastGood.Patience PATIENCE =
      new LastGood.Patience(Duration.ofSeconds(30), null);
  private static final LastGood SERVED =
      LastGood.NOTHING.after(
          new ServiceReading.Present(new ServiceSnapshot(1, List.of(ENDPOINT), List.of())),
          NOW,
          PATIENCE);

  @Test
  void keepsEndpointsThroughADoubt() {
    ServiceReading doubted = new ServiceReading.Doubted(new Doubt(Doubt.Cause.DENIED, "no"));

    EndpointsView view = SERVED.after(doubted, NOW, PATIENCE).view();

    assertThat(view.freshness()).isEqualTo(Freshness.STALE);
    assertThat(view.endpoints()).containsExactly(ENDPOINT);
    assertThat(view.detail()).isEqualTo("ConsulDenied: no");
  }

  @Test
  void holdsAConfirmedAbsenceDownAndSaysWhenToLookAgain() {
    LastGood held = SERVED.after(absent(Absence.CONFIRMED), NOW, PATIENCE);

    assertThat(held.view().freshness()).isEqualTo(Freshness.STALE);
    assertThat(held.view().endpoints()).containsExactly(ENDPOINT);
    assertThat(held.recheckAt()).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void believesAnAbsenceThatIsConfirmedAfterTheHoldDown() {
    LastGood held = SERVED.after(absent(Absence.CONFIRMED), NOW, PATIENCE);

    EndpointsView view =
        held.after(absent(Absence.CONFIRMED), NOW.plusSeconds(30), PATIENCE).view();

    assertThat(view).isEqualTo(EndpointsView.fresh(List.of(), List.of()));
  }

  @Test
  void keepsAServiceThatVanishedWithTheCatalogueForEver() {
    EndpointsView view =
        SERVED.after(absent(Absence.CATALOG_LOST), NOW.plusSeconds(1_000_000), PATIENCE).view();

    assertThat(view.endpoints()).containsExactly(ENDPOINT);
    assertThat(view.detail()).startsWith("ConsulCatalogLost");
  }

  @Test
  void givesUpAServiceThatVanishedWithTheCatalogueAfterTheOperatorsLimit() {
    LastGood.Patience limited = new LastGood.Patience(Duration.ofSeconds(30), Duration.ofHours(1));

    EndpointsView view =
        SERVED.after(absent(Absence.CATALOG_LOST), NOW.plusSeconds(3600), limited).view();

    assertThat(view.endpoints()).isEmpty();
  }

  @Test
  void believesAtOnceThatAServiceWasNeverThere() {
    EndpointsView view = LastGood.NOTHING.after(absent(Absence.CONFIRMED), NOW, PATIENCE).view();

    assertThat(view.freshness()).isEqualTo(Freshness.FRESH);
  }

  @Test
  void doesNotBelieveABareCatalogueAtTheStart() {
    EndpointsView view = LastGood.NOTHING.after(absent(Absence.BARE_CATALOG), NOW, PATIENCE).view();

    assertThat(view.freshness()).isEqualTo(Freshness.UNKNOWN);
  }

  private static ServiceReading absent(Absence absence) {
    return new Absent(absence, NOW);
  }
}
