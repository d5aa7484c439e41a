package io.grpcpool.operator.compile;

import com.google.protobuf.MessageLite;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.plan.ClusterPlan;
import io.grpcpool.planner.route.RouteViews;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult.Read;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stateless. What a policy with two tracks makes of endpoints, for tests of their sources. */
public final class Assignments {
  private static final String POLICY =
      """
      apiVersion: grpcpool.io/v1alpha1
      kind: GrpcPoolPolicy
      metadata: {name: users, namespace: shop}
      spec:
        discovery: {consul: {service: web}}
        tracks:
          - {name: stable, weight: 90}
          - {name: canary, selector: {version: "2"}, weight: 10}
      """;

  private Assignments() {}

  /** The assignment of each cluster, and how many endpoints the plan has for it. */
  public static Map<MessageLite, Integer> of(List<Endpoint> endpoints) {
    Read read = (Read) PolicyReader.read("policy.yaml", POLICY);
    Map<MessageLite, Integer> assignments = new LinkedHashMap<>();
    for (ClusterPlan cluster :
        Plans.of(RouteViews.of(read.policies().get(0)), endpoints).clusters()) {
      int number = cluster.localities().stream().mapToInt(group -> group.backends().size()).sum();
      EndpointMessages.assignments(cluster)
          .values()
          .forEach(assignment -> assignments.put(assignment, number));
    }
    return assignments;
  }
}
