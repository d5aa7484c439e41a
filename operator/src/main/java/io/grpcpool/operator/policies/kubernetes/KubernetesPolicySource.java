package io.grpcpool.operator.policies.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.grpcpool.operator.policies.KeptSpecs;
import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.operator.policies.PolicyListener;
import io.grpcpool.operator.policies.PolicySource;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.status.GrpcPoolPolicyStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. Watches the policies of a cluster, or of some namespaces, on every replica, leader
 * or not. A watch that ends is begun anew for ever; its cache keeps what it had, and a relist tells
 * of a deletion only where the object is really gone.
 */
public final class KubernetesPolicySource implements PolicySource {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesPolicySource.class);

  private final KubernetesClient client;
  private final List<String> namespaces;
  private final Map<String, SharedIndexInformer<GrpcPoolPolicy>> informers =
      new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();

  /**
   * Connects nowhere before {@link #start}.
   *
   * @param namespaces empty: all
   */
  public KubernetesPolicySource(KubernetesClient client, List<String> namespaces) {
    this.client = client;
    this.namespaces = List.copyOf(namespaces);
  }

  @Override
  public void start(PolicyListener listener) {
    List<String> scopes = namespaces.isEmpty() ? List.of("") : namespaces;
    AtomicInteger unlisted = new AtomicInteger(scopes.size());
    for (String scope : scopes) {
      SharedIndexInformer<GrpcPoolPolicy> informer = informer(scope);
      informers.put(name(scope), informer);
      informer.addEventHandler(new Handler(listener));
      informer.exceptionHandler((started, error) -> failed(scope, error));
      informer
          .start()
          .thenRun(
              () -> {
                if (unlisted.decrementAndGet() == 0) {
                  listener.listed();
                }
              });
    }
  }

  private SharedIndexInformer<GrpcPoolPolicy> informer(String scope) {
    var policies = client.resources(GrpcPoolPolicy.class);
    return scope.isEmpty()
        ? policies.inAnyNamespace().runnableInformer(0)
        : policies.inNamespace(scope).runnableInformer(0);
  }

  private boolean failed(String scope, Throwable error) {
    String message = String.valueOf(error.getMessage());
    if (!message.equals(problems.put(name(scope), message))) {
      LOG.warn(
          "source=kubernetes scope={} policies cannot be watched, trying on", name(scope), error);
    }
    return true;
  }

  private static String name(String scope) {
    return scope.isEmpty() ? "all namespaces" : scope;
  }

  /** Of each scope that is not watched now, why. */
  @Override
  public SortedMap<String, String> problems() {
    SortedMap<String, String> present = new TreeMap<>(problems);
    present.keySet().removeIf(this::isWatched);
    return Collections.unmodifiableSortedMap(present);
  }

  private boolean isWatched(String scope) {
    SharedIndexInformer<GrpcPoolPolicy> informer = informers.get(scope);
    return informer != null && informer.isWatching();
  }

  @Override
  public void close() {
    informers.values().forEach(SharedIndexInformer::stop);
  }

  private static PolicyId id(GrpcPoolPolicy policy) {
    return new PolicyId(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
  }

  private static PolicyDocument document(GrpcPoolPolicy policy) {
    ObjectMeta meta = policy.getMetadata();
    PolicyId id = id(policy);
    return new PolicyDocument(
        id,
        meta.getGeneration() == null ? 1 : meta.getGeneration(),
        policy,
        Seniority.ofObject(created(meta.getCreationTimestamp()), id),
        FieldManagers.lastOf(meta));
  }

  private static Instant created(@Nullable String timestamp) {
    return timestamp == null ? Instant.EPOCH : Instant.parse(timestamp);
  }

  /** What the leader keeps in status goes first, for a replica that has not seen it served. */
  static void tell(GrpcPoolPolicy policy, PolicyListener listener) {
    PolicyDocument present = document(policy);
    Optional.ofNullable(policy.getStatus())
        .map(GrpcPoolPolicyStatus::lastAccepted)
        .flatMap(kept -> KeptSpecs.restore(kept, present))
        .ifPresent(listener::remembered);
    listener.observed(present);
  }

  private record Handler(PolicyListener listener) implements ResourceEventHandler<GrpcPoolPolicy> {

    @Override
    public void onAdd(GrpcPoolPolicy policy) {
      tell(policy, listener);
    }

    @Override
    public void onUpdate(GrpcPoolPolicy old, GrpcPoolPolicy policy) {
      tell(policy, listener);
    }

    @Override
    public void onDelete(GrpcPoolPolicy policy, boolean finalStateUnknown) {
      listener.deleted(id(policy));
    }
  }
}
