package io.grpcpool.demo.fleet;

/** Thread-safe. Where a policy goes so that the control plane sees it. */
public interface PolicyTarget {
  /** Puts the policy there; when this returns, the control plane can see it. */
  void apply(PolicyDraft policy) throws InterruptedException;

  /** What a person does to edit it, as a sentence's end. */
  String howToEdit();
}
