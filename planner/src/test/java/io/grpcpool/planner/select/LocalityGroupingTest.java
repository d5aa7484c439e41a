package io.grpcpool.planner.select;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointBuilder;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.plan.Backend;
import io.grpcpool.planner.plan.LocalityGroup;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalityGroupingTest {

  private static final long MOST = 0xFFFF_FFFFL;

  @Test
  void groupsByPlaceAndSumsWeights() {
    List<LocalityGroup> groups =
        group(
            List.of(),
            anEndpoint(3).zone("b").weight(5),
            anEndpoint(2).zone("a").weight(2),
            anEndpoint(1).zone("a").weight(1));

    assertThat(groups)
        .containsExactly(
            new LocalityGroup(
                0,
                new Locality("", "a", ""),
                3,
                List.of(new Backend("10.0.0.1", 50051, 1), new Backend("10.0.0.2", 50051, 2))),
            new LocalityGroup(
                0, new Locality("", "b", ""), 5, List.of(new Backend("10.0.0.3", 50051, 5))));
  }

  @Test
  void hasNoGroupsWithoutEndpoints() {
    assertThat(group(List.of("dc1"))).isEmpty();
  }

  @Test
  void sortsByAddressThenPort() {
    List<LocalityGroup> groups =
        group(
            List.of(),
            anEndpoint("a").at("2001:db8::1"),
            anEndpoint("b").at("10.0.0.1").port(2),
            anEndpoint("c").at("10.0.0.1").port(1));

    assertThat(groups.get(0).backends())
        .extracting(b -> b.address() + " " + b.port())
        .containsExactly("10.0.0.1 1", "10.0.0.1 2", "2001:db8::1 50051");
  }

  @Test
  void ranksDatacentersInTheOrderWritten() {
    List<LocalityGroup> groups =
        group(
            List.of("west", "east"),
            anEndpoint(1).datacenter("east"),
            anEndpoint(2).datacenter("west"));

    assertThat(groups).extracting(LocalityGroup::priority).containsExactly(0, 1);
    assertThat(groups.get(0).backends().get(0).address()).isEqualTo("10.0.0.2");
  }

  @Test
  void tellsOneZoneInTwoDatacentersApart() {
    List<LocalityGroup> groups =
        group(
            List.of("west", "east"),
            anEndpoint(1).datacenter("west").zone("a"),
            anEndpoint(2).datacenter("east").zone("a"));

    assertThat(groups)
        .extracting(LocalityGroup::locality)
        .containsExactly(new Locality("west", "a", ""), new Locality("east", "a", ""));
  }

  @Test
  void tellsOneRegionInTwoDatacentersApart() {
    List<LocalityGroup> groups =
        group(
            List.of("west", "east"),
            anEndpoint(1).datacenter("west").region("west"),
            anEndpoint(2).datacenter("east").region("west"));

    assertThat(groups)
        .extracting(LocalityGroup::locality)
        .containsExactly(new Locality("west", "", ""), new Locality("east/west", "", ""));
  }

  @Test
  void leavesNoGapWhereADatacenterHasNoEndpoints() {
    List<LocalityGroup> groups =
        group(
            List.of("north", "west", "south", "east"),
            anEndpoint(1).datacenter("east"),
            anEndpoint(2).datacenter("west"));

    assertThat(groups).extracting(LocalityGroup::priority).containsExactly(0, 1);
  }

  @Test
  void ranksDatacentersThatAreNotWrittenLast() {
    List<LocalityGroup> groups =
        group(List.of("west"), anEndpoint(1).datacenter("x"), anEndpoint(2).datacenter("west"));

    assertThat(groups.get(1).backends().get(0).address()).isEqualTo("10.0.0.1");
  }

  @Test
  void takesAllDatacentersForOneWhereNoneIsWritten() {
    List<LocalityGroup> groups =
        group(List.of(), anEndpoint(1).datacenter("x"), anEndpoint(2).datacenter("y"));

    assertThat(groups).hasSize(1);
  }

  @Test
  void countsACriticalEndpointWithoutWeightAsOne() {
    assertThat(group(List.of(), anEndpoint(1).weight(0)).get(0).weight()).isEqualTo(1);
  }

  @Test
  void scalesWeightsWhoseSumDoesNotFitAndKeepsTheirProportions() {
    Endpoint[] heavy =
        IntStream.range(0, 10_000)
            .mapToObj(i -> anEndpoint(i).weight(i % 2 == 0 ? 1_000_000 : 500_000).build())
            .toArray(Endpoint[]::new);

    LocalityGroup group = new LocalityGrouping(List.of()).group(List.of(heavy)).get(0);

    assertThat(group.weight()).isBetween(MOST - 20_000, MOST);
    assertThat((double) weightOf(group, "10.0.0.0") / weightOf(group, "10.0.0.1"))
        .isBetween(1.999, 2.001);
  }

  private static long weightOf(LocalityGroup group, String address) {
    return group.backends().stream()
        .filter(backend -> backend.address().equals(address))
        .mapToLong(Backend::weight)
        .sum();
  }

  private static List<LocalityGroup> group(List<String> datacenters, EndpointBuilder... endpoints) {
    return new LocalityGrouping(datacenters)
        .group(Stream.of(endpoints).map(EndpointBuilder::build).toList());
  }
}
