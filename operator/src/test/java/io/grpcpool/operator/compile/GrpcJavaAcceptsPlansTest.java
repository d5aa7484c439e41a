package io.grpcpool.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.grpc.xds.GrpcJavaParser;
import io.grpc.xds.GrpcJavaParser.ParsedCluster;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.plan.Plan;
import io.grpcpool.planner.plan.RoutePlan;
import io.grpcpool.planner.plan.WeightedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is compiled from any valid policy and catalogue is accepted by grpc-java's own parser, and
 * nothing of it is silently dropped. A failure is repeated by its number, which is the seed.
 */
@Timeout(60)
class GrpcJavaAcceptsPlansTest {

  @RepeatedTest(500)
  void acceptsEveryResourceOfARandomPlan(RepetitionInfo repetition) throws Exception {
    Plan plan = new RandomPlans(new SplittableRandom(repetition.getCurrentRepetition())).next();

    for (ClusterPlan cluster : plan.clusters()) {
      for (ClusterLoadAssignment assignment : EndpointMessages.assignments(cluster).values()) {
        assertThat(GrpcJavaParser.endpoints(assignment)).isEqualTo(endpoints(cluster));
      }
      ParsedCluster java =
          GrpcJavaParser.cluster(ClusterMessages.java(cluster.name(), plan.pool(), plan.calls()));
      ParsedCluster standard =
          GrpcJavaParser.cluster(
              ClusterMessages.standard(cluster.name(), plan.pool(), plan.calls()));
      assertThat(List.of(java.maxRequests(), standard.maxRequests()))
          .containsOnly(plan.calls().maxRequests());
      assertThat(List.of(java.reportsLoad(), standard.reportsLoad())).containsOnly(true);
    }
    assertThat(GrpcJavaParser.listener(listener(plan))).isEqualTo(routes(plan.routes()));
  }

  @Test
  void findsTheStandardPolicyWhereThePoolPolicyIsNotInstalled() throws Exception {
    Plan plan = Plans.of(Plans.CANARY);

    ParsedCluster cluster =
        GrpcJavaParser.cluster(ClusterMessages.java("c", plan.pool(), plan.calls()));

    assertThat(cluster.policy()).contains("wrr_locality").contains("round_robin");
  }

  private static Listener listener(Plan plan) {
    RouteConfiguration routes =
        RouteMessages.configuration(
            plan.policy().toString(), plan.routes(), plan.calls(), plan.pool().balancing());
    return ListenerMessages.listener(plan.listeners().first(), routes);
  }

  private static int endpoints(ClusterPlan cluster) {
    return cluster.localities().stream().mapToInt(group -> group.backends().size()).sum();
  }

  private static List<List<String>> routes(RoutePlan plan) {
    List<List<String>> routes = new ArrayList<>();
    plan.matches().forEach(match -> routes.add(List.of(match.cluster())));
    routes.add(plan.weighted().stream().map(WeightedCluster::cluster).toList());
    routes.add(plan.keeper());
    return routes;
  }
}
