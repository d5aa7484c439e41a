package io.grpcpool.demo;

import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.demo.backend.BackendOptions;
import io.grpcpool.demo.backend.BackendOptions.Registration;
import io.grpcpool.demo.fleet.BackendProcess;
import io.grpcpool.demo.fleet.ControlPlane;
import io.grpcpool.demo.fleet.ControlPlaneStats;
import io.grpcpool.demo.fleet.Fleet;
import io.grpcpool.demo.fleet.LoadProcess;
import io.grpcpool.demo.fleet.PolicyDraft;
import io.grpcpool.demo.fleet.Setup;
import io.grpcpool.demo.measure.Observations;
import io.grpcpool.demo.process.Children;
import io.grpcpool.demo.screen.Polling;
import io.grpcpool.demo.screen.Screen;
import io.grpcpool.demo.step.DemoScript;
import io.grpcpool.demo.step.Pace;
import io.grpcpool.demo.step.Stage;
import io.grpcpool.demo.step.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Confined to one thread, save {@link #close}, which any thread may call. One run: starts
 * everything, does the steps, and leaves nothing running.
 */
final class Demo implements AutoCloseable {
  private static final Duration DISCOVERED = Duration.ofSeconds(60);

  private final String service;
  private final ConsulAgent consul;
  private final WorkFolder folder;
  private final Children children;
  private final Screen screen;
  private final Pace pace;
  private final List<BackendProcess> backends = new CopyOnWriteArrayList<>();
  private volatile Setup.CleanUp cleanUp = () -> {};

  Demo(String service, ConsulAgent consul, WorkFolder folder, Screen screen, Pace pace) {
    this.service = service;
    this.consul = consul;
    this.folder = folder;
    this.children = new Children(folder.logs());
    this.screen = screen;
    this.pace = pace;
  }

  /** The processes of this run. */
  Children children() {
    return children;
  }

  /** Starts Consul's users: control plane, backends, client; and waits until calls flow. */
  Fleet start(Path operatorJar, Setup setup, PolicyDraft policy) throws InterruptedException {
    consul.requireFree(service);
    cleanUp = setup.cleanUp();
    setup.policyTarget().apply(policy);
    startBackends();
    ControlPlane controlPlane =
        new ControlPlane(children, operatorJar, flags(setup), setup.environment());
    Observations observations = new Observations();
    Fleet fleet = new Fleet(controlPlane, setup.policyTarget(), backends, observations);

    screen.during("starting the control plane", done(controlPlane::start));
    screen.during(
        "starting 4 backends",
        () -> {
          for (BackendProcess backend : backends) {
            backend.endpoint();
          }
          return true;
        });
    screen.during("waiting for all 4 backends to pass Consul's checks", () -> discovered(fleet));
    writeBootstrap(controlPlane);
    screen.during(
        "starting the client; waiting for its first answer",
        done(
            () ->
                LoadProcess.start(
                    children, folder.bootstrap(), pace.callsPerSecond(), observations)));
    return fleet;
  }

  /** Does the steps. */
  RunReport run(Fleet fleet, PolicyDraft policy, List<Step> steps) throws InterruptedException {
    Stage stage = new Stage(fleet, policy, screen, pace, InstantSource.system());
    return new ScriptRunner(steps, stage, fleet.observations(), screen).run();
  }

  /** Ends every process; a backend that was killed is taken out of Consul. Idempotent. */
  @Override
  public void close() {
    children.close();
    try {
      Setup.CleanUp last = cleanUp;
      cleanUp = () -> {};
      last.run();
      if (consul.isReal()) {
        for (BackendProcess backend : backends) {
          consul.forget(backend.id());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      backends.clear();
      consul.close();
    }
  }

  private void startBackends() {
    for (String name : DemoScript.OLD_BACKENDS) {
      backends.add(startBackend(name, PolicyDraft.OLD_VERSION, Registration.GRPCPOOL));
    }
    backends.add(
        startBackend(DemoScript.NEW_BACKENDS.get(0), PolicyDraft.NEW_VERSION, Registration.ECWID));
    backends.add(
        startBackend(
            DemoScript.NEW_BACKENDS.get(1), PolicyDraft.NEW_VERSION, Registration.GRPCPOOL));
  }

  private BackendProcess startBackend(String name, String version, Registration registration) {
    return BackendProcess.start(
        children,
        new BackendOptions(
            name, service, version, consul.address(), registration, pace.drain().toMillis()));
  }

  private List<String> flags(Setup setup) {
    List<String> flags = new ArrayList<>(setup.flags());
    flags.addAll(List.of("--consul-addr", consul.address()));
    return flags;
  }

  private boolean discovered(Fleet fleet) throws InterruptedException {
    ControlPlaneStats stats = new ControlPlaneStats();
    String url = fleet.controlPlane().url();
    int wanted = fleet.backends().size();
    if (!Polling.until(() -> stats.read(url).usableEndpoints() == wanted, DISCOVERED)) {
      throw new DemoException(
          "after "
              + DISCOVERED.toSeconds()
              + " s the control plane has "
              + stats.read(url).usableEndpoints()
              + " usable endpoints of "
              + wanted
              + "; its log says why");
    }
    return true;
  }

  private void writeBootstrap(ControlPlane controlPlane) {
    try {
      Bootstrap.forServer(controlPlane.xdsAddress())
          .nodeId("demo-client")
          .build()
          .writeTo(folder.bootstrap());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.bootstrap(), e);
    }
  }

  /** An action, as work without a result. */
  private interface Action {
    void run() throws InterruptedException;
  }

  private static Screen.Work<Boolean> done(Action action) {
    return () -> {
      action.run();
      return true;
    };
  }
}
