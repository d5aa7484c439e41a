package io.grpcpool.demo.kubernetes;

import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.PolicyTarget;

/** Thread-safe: each edit is a kubectl of its own. The policy as an object of the cluster. */
final class KubectlPolicy implements PolicyTarget {
  private final Kubectl kubectl;
  private final String namespace;

  KubectlPolicy(Kubectl kubectl, String namespace) {
    this.kubectl = kubectl;
    this.namespace = namespace;
  }

  @Override
  public void apply(PolicyDraft policy) throws InterruptedException {
    kubectl.run(policy.yaml(), "apply", "-n", namespace, "-f", "-");
  }

  @Override
  public String howToEdit() {
    return "kubectl"
        + kubectl.kubeconfig().map(file -> " --kubeconfig=" + file).orElse("")
        + " -n "
        + namespace
        + " edit gpp "
        + PolicyDraft.TARGET;
  }
}
