package io.grpcpool.operator.status.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpcpool.operator.world.PolicyReport;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thread-safe: stateless. Writes what is served of a policy to its status, on the leader alone; the
 * data path does not pass through here. At most one write per second and policy; a write that fails
 * is tried again for ever.
 */
@ControllerConfiguration(name = PolicyReconciler.NAME)
@RateLimited(maxReconciliations = 1, within = 1)
@GradualRetry(
    maxAttempts = -1,
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 60_000)
public class PolicyReconciler implements Reconciler<GrpcPoolPolicy> {

  static final String NAME = "grpcpoolpolicy-status";

  private final ReconcilerInputs inputs;

  /** Reads from these whenever the framework asks. */
  public PolicyReconciler(ReconcilerInputs inputs) {
    this.inputs = inputs;
  }

  @Override
  public List<EventSource<?, GrpcPoolPolicy>> prepareEventSources(
      EventSourceContext<GrpcPoolPolicy> context) {
    return List.of(inputs.events().source());
  }

  @Override
  public UpdateControl<GrpcPoolPolicy> reconcile(
      GrpcPoolPolicy policy, Context<GrpcPoolPolicy> context) {
    Optional<PolicyReport> report = inputs.reports().find(id(policy));
    if (inputs.leadership().isLeader() && report.isPresent()) {
      write(policy, report.get(), context);
    }
    // The patch goes out beside the framework: in 5.3.2 its own status patch can swallow an edit of
    // the spec that lands at the same moment (java-operator-sdk #3398).
    return UpdateControl.noUpdate();
  }

  private void write(GrpcPoolPolicy policy, PolicyReport report, Context<GrpcPoolPolicy> context) {
    GrpcPoolPolicyStatus written = policy.getStatus();
    if (written != null) {
      inputs.statuses().remember(report.id(), written);
    }
    GrpcPoolPolicyStatus status = inputs.statuses().of(report);
    if (!status.equals(written)) {
      KubernetesClient client = context.getClient();
      client
          .resource(named(policy))
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON), replaceStatus(client, status));
    }
  }

  /**
   * The status as a whole: a merge patch would leave what is absent now, and would mix two specs
   * that are kept one after the other. "add" replaces a member that is there (RFC 6902).
   */
  private static String replaceStatus(KubernetesClient client, GrpcPoolPolicyStatus status) {
    return client
        .getKubernetesSerialization()
        .asJson(List.of(Map.of("op", "add", "path", "/status", "value", status)));
  }

  /** Of the cached object only the name: its resourceVersion would make needless conflicts. */
  private static GrpcPoolPolicy named(GrpcPoolPolicy policy) {
    GrpcPoolPolicy fresh = new GrpcPoolPolicy();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(policy.getMetadata().getName())
            .withNamespace(policy.getMetadata().getNamespace())
            .build());
    return fresh;
  }

  private static PolicyId id(GrpcPoolPolicy policy) {
    return new PolicyId(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }
}
