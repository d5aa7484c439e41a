package io.grpcpool.operator.discovery.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The labels of a namespace's pods. Of each pod only name and labels are kept: a full
 * pod is some ten kilobytes.
 */
final class PodLabels implements AutoCloseable {

  private final String namespace;
  private final SharedIndexInformer<Pod> informer;

  /**
   * Starts to watch.
   *
   * @param changed called after the first listing and whenever labels change
   */
  PodLabels(KubernetesClient client, String namespace, Runnable changed) {
    this.namespace = namespace;
    informer = client.pods().inNamespace(namespace).runnableInformer(0);
    informer.itemStore(
        new ReducedStateItemStore<>(
            ReducedStateItemStore.NAME_KEY_STATE,
            Pod.class,
            client.getKubernetesSerialization(),
            "metadata.labels"));
    informer.exceptionHandler((started, error) -> true);
    informer.addEventHandler(new LabelsChanged(changed));
    informer.start().thenRun(changed);
  }

  boolean listed() {
    return informer.hasSynced();
  }

  /** Null where the pod is not known. */
  @Nullable Map<String, String> of(String pod) {
    Pod known = informer.getStore().getByKey(Cache.namespaceKeyFunc(namespace, pod));
    return known == null ? null : known.getMetadata().getLabels();
  }

  @Override
  public void close() {
    informer.stop();
  }

  private record LabelsChanged(Runnable changed) implements ResourceEventHandler<Pod> {

    @Override
    public void onAdd(Pod pod) {
      changed.run();
    }

    @Override
    public void onUpdate(Pod old, Pod pod) {
      if (!Objects.equals(old.getMetadata().getLabels(), pod.getMetadata().getLabels())) {
        changed.run();
      }
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
      // Its endpoint leaves with the slice; until then the slice decides.
    }
  }
}
