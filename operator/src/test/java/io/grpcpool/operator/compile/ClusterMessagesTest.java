package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.grpcpool.planner.route.BalancingView;
import io.grpcpool.planner.route.CallView;
import io.grpcpool.planner.route.OutlierView;
import io.grpcpool.planner.route.PoolView;
import io.grpcpool.planner.route.ProtectionView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterMessagesTest {

  private static final PoolView POOL =
      new PoolView(
          new PoolView.Connections(2, 1, 4),
          new PoolView.Upkeep(
              3,
              Duration.ofMinutes(5),
              Duration.ofSeconds(90),
              Duration.ofHours(2),
              Duration.ofSeconds(3)),
          new PoolView.Beginning(true, Duration.ofSeconds(30)),
          new BalancingView.WeightedRoundRobin(),
          new PoolView.Waiting(Duration.ofSeconds(4), 9));

  @Test
  void givesJavaThePoolPolicyBeforeTheStandardOneAndNoConnectionLimit() {
    Cluster cluster = ClusterMessages.java("shop/users/all", POOL, CallView.UNLIMITED);

    assertThat(ProtoJson.of(cluster))
        .isEqualTo(
            """
            {
              "name": "shop/users/all",
              "type": "EDS",
              "edsClusterConfig": {
                "edsConfig": {
                  "ads": {
                  },
                  "resourceApiVersion": "V3"
                }
              },
              "circuitBreakers": {
                "thresholds": [{
                  "maxRequests": 4294967295
                }]
              },
              "loadBalancingPolicy": {
                "policies": [{
                  "typedExtensionConfig": {
                    "name": "grpcpool",
                    "typedConfig": {
                      "@type": "type.googleapis.com/xds.type.v3.TypedStruct",
                      "typeUrl": "type.googleapis.com/grpcpool",
                      "value": {
                        "connectionsPerEndpoint": {
                          "initial": 2.0,
                          "min": 1.0,
                          "max": 4.0
                        },
                        "maxIdle": 3.0,
                        "idleTimeout": "300s",
                        "shrinkAfter": "90s",
                        "maxConnectionAge": "7200s",
                        "connectTimeout": "3s",
                        "warmUp": true,
                        "slowStart": "30s",
                        "acquireTimeout": "4s",
                        "maxWaiting": 9.0
                      }
                    }
                  }
                }, {
                  "typedExtensionConfig": {
                    "name": "wrr_locality",
                    "typedConfig": {
                      "@type": "type.googleapis.com/envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality",
                      "endpointPickingPolicy": {
                        "policies": [{
                          "typedExtensionConfig": {
                            "name": "round_robin",
                            "typedConfig": {
                              "@type": "type.googleapis.com/envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin"
                            }
                          }
                        }]
                      }
                    }
                  }
                }]
              },
              "lrsServer": {
                "self": {
                },
                "resourceApiVersion": "V3"
              }
            }
            """);
  }

  @Test
  void givesOthersTheStandardPolicyAloneAndTheConnectionLimitOfA105() {
    Cluster cluster = ClusterMessages.standard("shop/users/all", POOL, CallView.UNLIMITED);

    assertThat(cluster.getLoadBalancingPolicy().getPoliciesList())
        .extracting(policy -> policy.getTypedExtensionConfig().getName())
        .containsExactly("wrr_locality");
    assertThat(cluster.getCircuitBreakers().getPerHostThresholds(0).getMaxConnections().getValue())
        .isEqualTo(4);
  }

  @Test
  void tellsThePoolNothingOfWhatThePolicyLeavesToTheClient() {
    assertThat(
            PoolPolicyMessages.policy(PoolView.OPEN, ProtectionView.NONE).getValue().getFieldsMap())
        .isEmpty();
  }

  @Test
  void givesOthersTheUsualConnectionLimitWhereThePolicyHasNone() {
    Cluster cluster = ClusterMessages.standard("c", PoolView.OPEN, CallView.UNLIMITED);

    assertThat(cluster.getCircuitBreakers().getPerHostThresholds(0).getMaxConnections().getValue())
        .isEqualTo(8);
  }

  @Test
  void limitsCallsInFlightAsThePolicySays() {
    Cluster cluster = ClusterMessages.standard("c", POOL, new CallView(null, null, 7));

    assertThat(cluster.getCircuitBreakers().getThresholds(0).getMaxRequests().getValue())
        .isEqualTo(7);
  }

  @Test
  void tellsThePoolWhatProtectsTheService() {
    ProtectionView.Circuit circuit =
        new ProtectionView.Circuit(50, 20, Duration.ofSeconds(10), Duration.ofMillis(500), 3);
    ProtectionView.Rate rate = new ProtectionView.Rate(5_000, 500);

    assertThat(
            ProtoJson.of(
                PoolPolicyMessages.policy(
                        PoolView.OPEN, new ProtectionView(null, circuit, rate, "shop.Users", true))
                    .getValue()))
        .isEqualTo(
            """
            {
              "circuit": {
                "errorPercent": 50.0,
                "minRequests": 20.0,
                "window": "10s",
                "openFor": "0.500s",
                "probes": 3.0
              },
              "rateLimit": {
                "requestsPerSecond": 5000.0,
                "burst": 500.0
              },
              "healthCheck": {
                "service": "shop.Users"
              },
              "failWhenFull": true
            }
            """);
  }

  /** Clients without outlier detection must not get it, and absent fields turn some of it on. */
  @Test
  void tellsOfOutliersOnlyWhereThePolicyDoesAndWritesZeroForWhatIsNotWanted() {
    assertThat(ClusterMessages.java("c", POOL, CallView.UNLIMITED).hasOutlierDetection()).isFalse();
    assertThat(ProtoJson.of(ClusterMessages.java("c", POOL, watching(true)).getOutlierDetection()))
        .isEqualTo(
            """
            {
              "interval": "10s",
              "baseEjectionTime": "30s",
              "maxEjectionPercent": 60,
              "enforcingConsecutive5xx": 0,
              "enforcingSuccessRate": 0,
              "enforcingConsecutiveGatewayFailure": 0,
              "failurePercentageThreshold": 40,
              "enforcingFailurePercentage": 100,
              "failurePercentageMinimumHosts": 3,
              "failurePercentageRequestVolume": 20
            }
            """);
  }

  @Test
  void keepsOutlierDetectionWithoutEffectWhereItIsOff() {
    OutlierDetection off =
        ClusterMessages.standard("c", POOL, watching(false)).getOutlierDetection();

    assertThat(off.hasEnforcingFailurePercentage()).isTrue();
    assertThat(off.getEnforcingFailurePercentage().getValue()).isZero();
  }

  private static CallView watching(boolean acts) {
    OutlierView outliers =
        new OutlierView(acts, 40, 20, 3, Duration.ofSeconds(10), Duration.ofSeconds(30), 60);
    return new CallView(
        null, null, 1, List.of(), new ProtectionView(outliers, null, null, null, null));
  }

  @Test
  void writesFractionsOfASecondAsProtobufDoes() {
    PoolView pool =
        new PoolView(
            null,
            new PoolView.Upkeep(null, Duration.ofMillis(1_500), null, null, null),
            PoolView.Beginning.OPEN,
            new BalancingView.WeightedRoundRobin());

    assertThat(
            PoolPolicyMessages.policy(pool, ProtectionView.NONE)
                .getValue()
                .getFieldsOrThrow("idleTimeout"))
        .hasToString("string_value: \"1.500s\"\n");
  }
}
