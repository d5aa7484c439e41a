package io.grpc.xds;

import io.grpc.MetricRecorder;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.internal.ObjectPool;
import io.grpc.xds.client.XdsClient;
import io.grpc.xds.client.XdsClient.ResourceUpdate;
import io.grpc.xds.client.XdsClient.ResourceWatcher;
import io.grpc.xds.client.XdsInitializationException;
import io.grpc.xds.client.XdsResourceType;
import io.grpcpool.operator.assembly.XdsBootstrap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Thread-safe. The xDS client of grpc-java itself, with a stream of its own; in this package
 * because its pool is not public.
 */
public final class GrpcJavaXdsClient implements AutoCloseable {

  private final ObjectPool<XdsClient> pool;
  private final XdsClient client;
  private final Set<String> received = ConcurrentHashMap.newKeySet();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /**
   * A client that connects as soon as it subscribes.
   *
   * @param zone where it says that it is
   */
  public GrpcJavaXdsClient(int port, String node, String zone) throws XdsInitializationException {
    pool =
        new SharedXdsClientPoolProvider()
            .getOrCreate(
                node,
                new GrpcBootstrapperImpl().bootstrap(XdsBootstrap.of(port, node, zone)),
                new MetricRecorder() {});
    client = pool.getObject();
  }

  public void watchListener(String name) {
    watch(XdsListenerResource.getInstance(), name);
  }

  public void watchCluster(String name) {
    watch(XdsClusterResource.getInstance(), name);
  }

  public void watchEndpoints(String name) {
    watch(XdsEndpointResource.getInstance(), name);
  }

  private <T extends ResourceUpdate> void watch(XdsResourceType<T> type, String name) {
    client.watchXdsResource(type, name, watcher(type.typeName() + " " + name), Runnable::run);
  }

  private <T extends ResourceUpdate> ResourceWatcher<T> watcher(String resource) {
    return new ResourceWatcher<>() {
      @Override
      public void onResourceChanged(StatusOr<T> update) {
        if (update.hasValue()) {
          received.add(resource);
        } else if (update.getStatus().getCode() != Status.Code.NOT_FOUND) {
          problems.add(resource + ": " + update.getStatus());
        }
      }

      @Override
      public void onAmbientError(Status error) {
        problems.add(resource + ": " + error);
      }
    };
  }

  /**
   * Makes the client name all that it watches once more. A request that it would make while its
   * stream takes no more bytes is left out (grpc-java 1.85.1, {@code ControlPlaneClient}), which
   * happens where hundreds of resources are watched in a moment; what it left out it takes for
   * absent until it has asked.
   */
  public void askAgain() {
    askAgain(XdsListenerResource.getInstance());
    askAgain(XdsClusterResource.getInstance());
    askAgain(XdsEndpointResource.getInstance());
  }

  private <T extends ResourceUpdate> void askAgain(XdsResourceType<T> type) {
    ResourceWatcher<T> watcher = watcher("one more");
    client.watchXdsResource(type, "one more", watcher, Runnable::run);
    client.cancelXdsResourceWatch(type, "one more", watcher);
  }

  /** How many of the watched resources came. */
  public int received() {
    return received.size();
  }

  /** What the client did not accept, or lost. What is absent is only not there yet. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    pool.returnObject(client);
  }
}
