package io.grpcpool.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.PolicyTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the benchmark's thread. Edits the policy in a cluster by one merge patch of a client
 * that stays connected, so that neither the start of a kubectl nor reads before the edit are part
 * of the figure.
 */
final class ClientEdit implements PolicyTarget, AutoCloseable {

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final String namespace;
  private @Nullable Resource<GenericKubernetesResource> created;

  private ClientEdit(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  static ClientEdit with(Path kubeconfig, String namespace) throws IOException {
    Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
    return new ClientEdit(new KubernetesClientBuilder().withConfig(config).build(), namespace);
  }

  @Override
  public void apply(PolicyDraft policy) {
    Resource<GenericKubernetesResource> stored = created;
    if (stored == null) {
      created = create(policy);
    } else {
      stored.patch(MERGE, policy.yaml());
    }
  }

  private Resource<GenericKubernetesResource> create(PolicyDraft policy) {
    Resource<GenericKubernetesResource> resource =
        client
            .genericKubernetesResources("grpcpool.io/v1alpha1", "GrpcPoolPolicy")
            .inNamespace(namespace)
            .resource(Serialization.unmarshal(policy.yaml(), GenericKubernetesResource.class));
    resource.create();
    return resource;
  }

  @Override
  public String howToEdit() {
    return "kubectl -n " + namespace + " edit gpp " + PolicyDraft.TARGET;
  }

  @Override
  public void close() {
    client.close();
  }
}
