package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality;
import io.grpcpool.planner.route.BalancingView;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancingMessagesTest {

  @Test
  void tellsThePoolNothingOfItsDefault() {
    assertThat(BalancingMessages.forThePool(new BalancingView.WeightedRoundRobin())).isNull();
  }

  @Test
  void tellsThePoolWhatTheRingIsKeyedBy() {
    assertThat(ProtoJson.of(BalancingMessages.forThePool(new BalancingView.RingHash("x-user-id"))))
        .isEqualTo(
            """
            {
              "policy": "RingHash",
              "metadata": "x-user-id"
            }
            """);
  }

  @Test
  void tellsThePoolTheNameOfTheApplicationsOwnWay() {
    assertThat(ProtoJson.of(BalancingMessages.forThePool(new BalancingView.Custom("same-rack"))))
        .isEqualTo(
            """
            {
              "policy": "Custom",
              "name": "same-rack"
            }
            """);
  }

  @Test
  void givesOthersTheRingHashOfGrpcBeforeRoundRobin() {
    assertThat(names(BalancingMessages.standard(new BalancingView.RingHash("x-user-id"))))
        .containsExactly("ring_hash", "wrr_locality");
  }

  @Test
  void givesOthersLeastRequestWithinTheLocalityBeforeRoundRobin()
      throws InvalidProtocolBufferException {
    LoadBalancingPolicy.Builder policies =
        BalancingMessages.standard(new BalancingView.LeastRequest());

    WrrLocality locality =
        policies
            .getPolicies(0)
            .getTypedExtensionConfig()
            .getTypedConfig()
            .unpack(WrrLocality.class);
    assertThat(names(locality.getEndpointPickingPolicy().toBuilder()))
        .containsExactly("least_request", "round_robin");
  }

  @Test
  void givesOthersRoundRobinForAnApplicationsOwnWay() {
    assertThat(names(BalancingMessages.standard(new BalancingView.Custom("same-rack"))))
        .containsExactly("wrr_locality");
  }

  @Test
  void namesTheRingsKeyInRoutesAlone() {
    assertThat(
            BalancingMessages.hashPolicy(new BalancingView.RingHash("x-user-id"))
                .getHeader()
                .getHeaderName())
        .isEqualTo("x-user-id");
    assertThat(BalancingMessages.hashPolicy(new BalancingView.LeastRequest())).isNull();
  }

  private static List<String> names(LoadBalancingPolicy.Builder policies) {
    return policies.getPoliciesList().stream()
        .map(policy -> policy.getTypedExtensionConfig().getName())
        .toList();
  }
}
