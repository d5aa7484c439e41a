package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.grpcpool.planner.Locality;
import io.grpcpool.planner.plan.Backend;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.LocalityGroup;
import java.util.List;
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

    assertThat(ProtoJson.of(EndpointMessages.assignment(cluster)))
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

    ClusterLoadAssignment assignment =
        EndpointMessages.assignment(new ClusterPlan("c", List.of(nowhere)));

    assertThat(assignment.getEndpoints(0).hasLocality()).isTrue();
  }

  @Test
  void writesAnAssignmentWithoutEndpoints() {
    assertThat(EndpointMessages.assignment(new ClusterPlan("c", List.of())))
        .isEqualTo(ClusterLoadAssignment.newBuilder().setClusterName("c").build());
  }

  @Test
  void writesWeightsUpToTheGreatestOf32Bits() {
    long most = 0xFFFF_FFFFL;
    LocalityGroup heavy =
        new LocalityGroup(0, Locality.NONE, most, List.of(new Backend("10.0.0.1", 1, most)));

    ClusterLoadAssignment assignment =
        EndpointMessages.assignment(new ClusterPlan("c", List.of(heavy)));

    assertThat(
            Integer.toUnsignedLong(assignment.getEndpoints(0).getLoadBalancingWeight().getValue()))
        .isEqualTo(most);
  }
}
