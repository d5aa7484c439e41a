package io.grpcpool.bench;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.xds.XdsChannelCredentials;
import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.demo.fleet.ControlPlane;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.PolicyTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Confined to the benchmark's thread. Four servers in this process, two of each version, a control
 * plane in its own process, and an unmodified grpc-java channel under load.
 *
 * <p>A process reads its xDS bootstrap once, so there is one scene in a process.
 */
final class Scene implements AutoCloseable {

  private final List<VersionServer> servers = new ArrayList<>();
  private final ControlPlane controlPlane;
  private final PolicyTarget target;
  private final PolicyDraft base;
  private final Catalogue catalogue;
  private final ManagedChannel channel;
  private final OpenLoop load;

  private Scene(
      Catalogue catalogue,
      ControlPlane controlPlane,
      PolicyTarget target,
      int callsPerSecond,
      LongSupplier nanoTime)
      throws IOException, InterruptedException {
    this.catalogue = catalogue;
    this.controlPlane = controlPlane;
    this.target = target;
    this.base = new PolicyDraft("bench", 100, 0, 1);
    for (String version : List.of(PolicyDraft.OLD_VERSION, PolicyDraft.NEW_VERSION)) {
      for (int weight : List.of(1, 3)) {
        VersionServer server = new VersionServer(version, nanoTime);
        servers.add(server);
        catalogue.register(base.service(), server, weight);
      }
    }
    target.apply(base);
    controlPlane.start();
    Bootstrap.forServer(controlPlane.xdsAddress()).build().install();
    this.channel =
        Grpc.newChannelBuilder(
                "xds:///" + PolicyDraft.TARGET,
                XdsChannelCredentials.create(InsecureChannelCredentials.create()))
            .build();
    this.load = new OpenLoop(channel, callsPerSecond, nanoTime);
  }

  /** Sets the scene, and returns once the load has its first reply and a few seconds of warm-up. */
  static Scene open(
      Catalogue catalogue,
      ControlPlane controlPlane,
      PolicyTarget target,
      int callsPerSecond,
      LongSupplier nanoTime)
      throws IOException, InterruptedException {
    Scene scene = new Scene(catalogue, controlPlane, target, callsPerSecond, nanoTime);
    scene.load.await(PolicyDraft.OLD_VERSION).nanos(Pause.START);
    scene.pause().of(Pause.WARM_UP);
    return scene;
  }

  Pause pause() {
    return new Pause(load.timer());
  }

  OpenLoop load() {
    return load;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** The servers of a version: the first has weight 1, the second weight 3. */
  List<VersionServer> servers(String version) {
    return servers.stream().filter(server -> server.version().equals(version)).toList();
  }

  /** Edits the weights of the policy. */
  void weights(int oldWeight, int newWeight) throws InterruptedException {
    target.apply(base.withWeights(oldWeight, newWeight));
  }

  @Override
  public void close() {
    load.close();
    channel.shutdownNow();
    try {
      controlPlane.stop();
    } catch (InterruptedException e) {
      // The rest is closed all the same; the control plane ends with the benchmark's children.
      Thread.currentThread().interrupt();
    }
    catalogue.close();
    servers.forEach(VersionServer::close);
  }
}
