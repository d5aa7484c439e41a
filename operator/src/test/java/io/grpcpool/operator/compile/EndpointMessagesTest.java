package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.plan.Backend;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.LocalityGroup;
import io.grpcpool.xds.ViewSelector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EndpointMessagesTest {

  @Test
  void writesLocalitiesWithTheirWeightsAndEndpoints() {
    ClusterPlan cluster =
        new ClusterPlan(
            "shop/users/all",
            List.of(
                new LocalityGroup(
                    0,
                    new Locality("eu", "a", ""),
                    7,
                    List.of(new Backend("10.0.0.1", 50051, 3), new Backend("2001:db8::1", 1, 4)))));

    assertThat(ProtoJson.of(everywhere(cluster)))
        .isEqualTo(
            """
            {
              "clusterName": "shop/users/all",
              "endpoints": [{
                "locality": {
                  "region": "eu",
                  "zone": "a"
                },
                "lbEndpoints": [{
                  "endpoint": {
                    "address": {
                      "socketAddress": {
                        "address": "10.0.0.1",
                        "portValue": 50051
                      }
                    }
                  },
                  "loadBalancingWeight": 3
                }, {
                  "endpoint": {
                    "address": {
                      "socketAddress": {
                        "address": "2001:db8::1",
                        "portValue": 1
                      }
                    }
                  },
                  "loadBalancingWeight": 4
                }],
                "loadBalancingWeight": 7
              }]
            }
            """);
  }

  /** Go, C-core and Node refuse an assignment without it. */
  @Test
  void writesALocalityOfWhichNothingIsKnown() {
    LocalityGroup nowhere =
        new LocalityGroup(0, Locality.NONE, 1, List.of(new Backend("10.0.0.1", 1, 1)));

    ClusterLoadAssignment assignment = everywhere(new ClusterPlan("c", List.of(nowhere)));

    assertThat(assignment.getEndpoints(0).hasLocality()).isTrue();
  }

  @Test
  void writesAnotherOrderOfPriorityForClientsOfAZone() {
    LocalityGroup west = group(0, "west", "10.0.0.1");
    LocalityGroup east = group(0, "east", "10.0.0.2");
    ClusterPlan cluster =
        new ClusterPlan(
            "c",
            List.of(east, west),
            new TreeMap<>(Map.of("west", List.of(west, group(1, "east", "10.0.0.2")))));

    Map<ViewSelector, ClusterLoadAssignment> assignments = EndpointMessages.assignments(cluster);

    assertThat(assignments.get(ViewSelector.of("west")).getEndpointsList())
        .extracting(LocalityLbEndpoints::getPriority)
        .containsExactly(0, 1);
  }

  @Test
  void writesAnAssignmentWithoutEndpoints() {
    assertThat(everywhere(new ClusterPlan("c", List.of())))
        .isEqualTo(ClusterLoadAssignment.newBuilder().setClusterName("c").build());
  }

  @Test
  void writesWeightsUpToTheGreatestOf32Bits() {
    long most = 0xFFFF_FFFFL;
    LocalityGroup heavy =
        new LocalityGroup(0, Locality.NONE, most, List.of(new Backend("10.0.0.1", 1, most)));

    ClusterLoadAssignment assignment = everywhere(new ClusterPlan("c", List.of(heavy)));

    assertThat(
            Integer.toUnsignedLong(assignment.getEndpoints(0).getLoadBalancingWeight().getValue()))
        .isEqualTo(most);
  }

  private static LocalityGroup group(int priority, String zone, String address) {
    return new LocalityGroup(
        priority, new Locality("", zone, ""), 1, List.of(new Backend(address, 1, 1)));
  }

  private static ClusterLoadAssignment everywhere(ClusterPlan cluster) {
    return EndpointMessages.assignments(cluster).get(ViewSelector.ANY);
  }
}
