package io.grpcpool.bench;

import io.grpcpool.demo.fleet.Setup;
import io.grpcpool.demo.kubernetes.KubernetesSetup;
import io.grpcpool.demo.process.Children;
import io.grpcpool.demo.screen.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Confined to the benchmark's thread. How the control plane is run.
 *
 * @param name for the table
 */
record Mode(String name, Setup setup, Runnable closeEditor) implements AutoCloseable {

  /** Policies in a folder. */
  static Mode standalone(Path folder) throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    return new Mode("standalone", Setup.standalone(policies, folder.resolve("state")), () -> {});
  }

  /** The operator of a cluster, or of an API server of this run's own. */
  static Mode kubernetes(Path home, Children children, Path folder)
      throws IOException, InterruptedException {
    ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    Setup prepared;
    try {
      Screen screen = new Screen(System.err, false, ticker);
      prepared =
          new KubernetesSetup(home, children, folder.resolve("kubernetes"), screen).prepare();
    } finally {
      ticker.shutdownNow();
    }
    ClientEdit edit =
        ClientEdit.with(Path.of(prepared.environment().get("KUBECONFIG")), "grpcpool-demo");
    return new Mode(
        "Kubernetes",
        new Setup(edit, prepared.flags(), prepared.environment(), prepared.cleanUp()),
        edit::close);
  }

  @Override
  public void close() {
    closeEditor.run();
    try {
      setup.cleanUp().run();
    } catch (InterruptedException e) {
      // What is left behind is a namespace of an API server that ends with the benchmark.
      Thread.currentThread().interrupt();
    }
  }
}
