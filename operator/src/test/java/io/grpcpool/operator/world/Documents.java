package io.grpcpool.operator.world;

import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.ReadResult;

/** Policies for tests. */
final class Documents {

  private Documents() {}

  /** Two tracks over the fake source's service of the policy's own name. */
  static PolicyDocument weighted(String name, long generation, int stable, int canary) {
    return document(
        name,
        generation,
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s, namespace: default}
        spec:
          deletionGrace: 60s
          discovery: {external: {source: fake, parameters: {name: %s}}}
          tracks:
            - {name: stable, selector: {version: "1"}, weight: %d}
            - {name: canary, selector: {version: "2"}, weight: %d}
        """
            .formatted(name, name, stable, canary));
  }

  /** One track, with more of the spec as it is written in the policy. */
  static PolicyDocument single(String name, long generation, String target, String more) {
    return onService(name, generation, target, name, more);
  }

  /** The same on a service of another name. */
  static PolicyDocument onService(
      String name, long generation, String target, String service, String more) {
    return document(
        name,
        generation,
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s, namespace: default}
        spec:
          target: %s
          discovery: {external: {source: fake, parameters: {name: %s}}}
          tracks: [{name: main, selector: {version: "1"}}]
          %s
        """
            .formatted(name, target, service, more));
  }

  private static PolicyDocument document(String name, long generation, String yaml) {
    ReadResult.Read read = (ReadResult.Read) PolicyReader.read(name, yaml);
    GrpcPoolPolicy policy = read.policies().get(0);
    policy.getMetadata().setGeneration(generation);
    PolicyId id = new PolicyId("default", name);
    return new PolicyDocument(id, generation, policy, Seniority.ofPath(name, 0), "tester");
  }
}
