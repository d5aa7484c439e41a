package io.grpcpool.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.PolicyTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Confined to the benchmark's thread. Edits the policy in a cluster by a client that stays
 * connected, so that the start of a kubectl is not part of the figure.
 */
final class ClientEdit implements PolicyTarget, AutoCloseable {

  private final KubernetesClient client;
  private final String namespace;

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
    GenericKubernetesResource wanted =
        Serialization.unmarshal(policy.yaml(), GenericKubernetesResource.class);
    Resource<GenericKubernetesResource> stored =
        client
            .genericKubernetesResources("grpcpool.io/v1alpha1", "GrpcPoolPolicy")
            .inNamespace(namespace)
            .resource(wanted);
    if (stored.get() == null) {
      stored.create();
    } else {
      stored.patch();
    }
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
