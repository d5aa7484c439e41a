package io.grpcpool.planner.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Locality;
import io.grpcpool.planner.plan.Backend;
import io.grpcpool.planner.plan.LocalityGroup;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZonePreferenceTest {

  @Test
  void putsTheEndpointsOfTheClientsZoneFirst() {
    List<LocalityGroup> localities = List.of(group(0, "", "a"), group(0, "", "b"));

    assertThat(ZonePreference.of(localities).get("b"))
        .extracting(ZonePreferenceTest::place)
        .containsExactly("0 b", "1 a");
  }

  @Test
  void keepsTheOrderOfDatacenters() {
    List<LocalityGroup> localities =
        List.of(
            group(0, "west", "a"),
            group(0, "west", "b"),
            group(1, "east", "a"),
            group(1, "east", "b"));

    assertThat(ZonePreference.of(localities).get("b"))
        .extracting(group -> group.priority() + " " + group.locality().region() + " " + zone(group))
        .containsExactly("0 west b", "1 west a", "2 east b", "3 east a");
  }

  @Test
  void skipsNoPriorityWhereADatacenterLacksTheZone() {
    List<LocalityGroup> localities =
        List.of(group(0, "west", "a"), group(1, "east", "a"), group(1, "east", "b"));

    assertThat(ZonePreference.of(localities).get("b"))
        .extracting(ZonePreferenceTest::place)
        .containsExactly("0 a", "1 b", "2 a");
  }

  @Test
  void knowsNoPreferenceForEndpointsOfNoZone() {
    List<LocalityGroup> localities = List.of(group(0, "", ""), group(0, "", "a"));

    assertThat(ZonePreference.of(localities)).containsOnlyKeys("a");
  }

  @Test
  void hasNothingToPreferInASingleZone() {
    assertThat(ZonePreference.of(List.of(group(0, "", "a"), group(1, "east", "a")))).isEmpty();
  }

  @Test
  void prefersNoneOfMoreZonesThanCanBeToldApart() {
    List<LocalityGroup> localities =
        IntStream.rangeClosed(0, ZonePreference.MOST_ZONES)
            .mapToObj(i -> group(0, "", "zone" + i))
            .toList();

    assertThat(ZonePreference.of(localities)).isEmpty();
  }

  private static String place(LocalityGroup group) {
    return group.priority() + " " + zone(group);
  }

  private static String zone(LocalityGroup group) {
    return group.locality().zone();
  }

  private static LocalityGroup group(int priority, String region, String zone) {
    return new LocalityGroup(
        priority, new Locality(region, zone, ""), 1, List.of(new Backend("10.0.0.1", 50051, 1)));
  }
}
