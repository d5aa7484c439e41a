package io.grpcpool.operator.discovery.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.ServiceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by its own lock, never held while a listener is called. Watches the
 * EndpointSlices of each Service that is asked for, and the pods of its namespace for their labels;
 * nothing is watched of a namespace that no policy asks for.
 */
public final class KubernetesEndpointSource implements EndpointSource {

  /** The kind of {@link ServiceRef.Kubernetes}. */
  public static final String KIND = "kubernetes";

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesEndpointSource.class);

  static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private static final long FRESHNESS_CHECK_SECONDS = 5;

  private final Object lock = new Object();
  private final KubernetesClient client;
  private final ScheduledExecutorService scheduler;
  private final ScheduledFuture<?> freshnessCheck;
  private final Map<String, Namespace> namespaces = new HashMap<>();

  /** What is watched of one namespace, for as long as a Service of it is. */
  private static final class Namespace {
    final Set<SliceWatch> watches = new HashSet<>();
    final PodLabels pods;

    Namespace(PodLabels pods) {
      this.pods = pods;
    }
  }

  /**
   * Connects nowhere before the first {@link #watch}.
   *
   * @param scheduler runs the check for lost watches, and reads anew what dropped to nothing
   */
  public KubernetesEndpointSource(KubernetesClient client, ScheduledExecutorService scheduler) {
    this.client = client;
    this.scheduler = scheduler;
    freshnessCheck =
        scheduler.scheduleWithFixedDelay(
            () -> all().forEach(SliceWatch::checkFreshness),
            FRESHNESS_CHECK_SECONDS,
            FRESHNESS_CHECK_SECONDS,
            TimeUnit.SECONDS);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Watch watch(ServiceRef service, Consumer<EndpointsView> listener) {
    ServiceRef.Kubernetes ref = (ServiceRef.Kubernetes) service;
    HeldEndpoints held =
        new HeldEndpoints(
            ref.namespace() + "/" + String.join(",", ref.services().values()),
            () -> readAnew(ref),
            this::later,
            listener);
    PolicyServicesWatch watch = new PolicyServicesWatch(ref, held);
    List<SliceWatch> slices = new ArrayList<>();
    synchronized (lock) {
      Namespace namespace =
          namespaces.computeIfAbsent(
              ref.namespace(), n -> new Namespace(new PodLabels(client, n, () -> refresh(n))));
      for (String name : Set.copyOf(ref.services().values())) {
        slices.add(
            new SliceWatch(
                informer(ref.namespace(), name),
                namespace.pods,
                new EndpointSliceReader(ref.port(), namespace.pods::of),
                view -> watch.seen(name, view),
                closed -> release(ref.namespace(), closed)));
      }
      namespace.watches.addAll(slices);
    }
    watch.follows(slices);
    slices.forEach(SliceWatch::start);
    return watch;
  }

  private SharedIndexInformer<EndpointSlice> informer(String namespace, String service) {
    return slicesOf(namespace, service).runnableInformer(0);
  }

  private FilterWatchListDeletable<EndpointSlice, EndpointSliceList, Resource<EndpointSlice>>
      slicesOf(String namespace, String service) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel(SERVICE_LABEL, service);
  }

  /** A list without resourceVersion is read from etcd and not from a cache (Kubernetes API). */
  private EndpointsView readAnew(ServiceRef.Kubernetes ref) {
    EndpointSliceReader reader = new EndpointSliceReader(ref.port(), pod -> null);
    Map<String, EndpointsView> views = new HashMap<>();
    for (String name : Set.copyOf(ref.services().values())) {
      views.put(name, reader.read(slicesOf(ref.namespace(), name).list().getItems()));
    }
    return new MergedServices(ref.services()).of(views);
  }

  private void later(Duration delay, Runnable task) {
    try {
      scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      LOG.debug("the process ends, what is held stays held");
    }
  }

  private void refresh(String namespace) {
    List<SliceWatch> watches;
    synchronized (lock) {
      Namespace known = namespaces.get(namespace);
      watches = known == null ? List.of() : List.copyOf(known.watches);
    }
    watches.forEach(SliceWatch::refresh);
  }

  private List<SliceWatch> all() {
    synchronized (lock) {
      return namespaces.values().stream().flatMap(n -> n.watches.stream()).toList();
    }
  }

  private void release(String name, SliceWatch watch) {
    Namespace unused = null;
    synchronized (lock) {
      Namespace namespace = namespaces.get(name);
      if (namespace != null && namespace.watches.remove(watch) && namespace.watches.isEmpty()) {
        unused = namespaces.remove(name);
      }
    }
    if (unused != null) {
      unused.pods.close();
    }
  }

  @Override
  public void close() {
    freshnessCheck.cancel(false);
    all().forEach(SliceWatch::close);
  }
}
