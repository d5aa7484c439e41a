package io.grpcpool.it.kubernetes;

/** Stateless. Policy documents with static endpoints, so that nothing but Kubernetes takes part. */
final class Policies {
  private Policies() {}

  /** Two versions with one endpoint each. */
  static String split(String name, int stable, int canary) {
    return """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s}
        spec:
          discovery:
            static:
              endpoints:
                - {address: 127.0.0.1, port: 50051, labels: {version: 1.4.0}}
                - {address: 127.0.0.2, port: 50051, labels: {version: 1.5.0}}
          tracks:
            - {name: stable, selector: {version: 1.4.0}, weight: %d}
            - {name: canary, selector: {version: 1.5.0}, weight: %d}
        """
        .formatted(name, stable, canary);
  }

  /** One version behind a name that is not the policy's own. */
  static String forTarget(String name, String target) {
    return """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s}
        spec:
          target: %s
          discovery: {static: {endpoints: [{address: 127.0.0.1, port: 50051}]}}
          tracks: [{name: main, weight: 100}]
        """
        .formatted(name, target);
  }
}
