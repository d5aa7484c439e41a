package io.grpcpool.demo.kubernetes;

import io.grpcpool.demo.fleet.Setup;
import io.grpcpool.demo.process.Children;
import io.grpcpool.demo.screen.Polling;
import io.grpcpool.demo.screen.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Confined to the demo's thread. Prepares the cluster of the current kubeconfig, or an API server
 * of the demo's own: the CRD and a namespace. The control plane runs beside it, as a process.
 */
public final class KubernetesSetup {
  private static final String NAMESPACE = "grpcpool-demo";
  private static final String CRD = "config/crd/grpcpoolpolicies.grpcpool.io.yaml";
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path home;
  private final Children children;
  private final Path folder;
  private final Screen screen;

  /**
   * @param home the checkout, which has the CRD
   * @param folder where an API server of the demo's own keeps its data
   */
  public KubernetesSetup(Path home, Children children, Path folder, Screen screen) {
    this.home = home;
    this.children = children;
    this.folder = folder;
    this.screen = screen;
  }

  /**
   * Prepares the cluster.
   *
   * @throws KubernetesException if there is none
   */
  public Setup prepare() throws InterruptedException {
    Optional<Kubectl> current = currentCluster();
    Kubectl kubectl = current.isPresent() ? current.get() : ownCluster();
    kubectl.run("", "apply", "-f", home.resolve(CRD).toString());
    kubectl.run(
        "",
        "wait",
        "--for=condition=Established",
        "crd/grpcpoolpolicies.grpcpool.io",
        "--timeout=30s");
    kubectl.run(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: " + NAMESPACE + "}\n",
        "apply",
        "-f",
        "-");
    return new Setup(
        new KubectlPolicy(kubectl, NAMESPACE),
        List.of("--lease-namespace=" + NAMESPACE),
        kubectl.kubeconfig().map(file -> Map.of("KUBECONFIG", file.toString())).orElse(Map.of()),
        current.isPresent()
            ? () -> kubectl.run("", "delete", "namespace", NAMESPACE, "--wait=false")
            : () -> {});
  }

  private Optional<Kubectl> currentCluster() throws InterruptedException {
    Optional<Path> onPath = ServerPrograms.kubectlOnPath();
    if (onPath.isEmpty() || !hasKubeconfig()) {
      return Optional.empty();
    }
    Kubectl kubectl = new Kubectl(onPath.get(), Optional.empty());
    screen.print(
        "Kubernetes is the cluster of the current context, "
            + kubectl.run("", "config", "current-context"));
    return Optional.of(kubectl);
  }

  private Kubectl ownCluster() throws InterruptedException {
    ServerPrograms programs =
        ServerPrograms.find()
            .orElseThrow(
                () ->
                    new KubernetesException(
                        "no cluster: there is no kubeconfig with a kubectl on PATH, and no etcd,"
                            + " kube-apiserver and kubectl in GRPCPOOL_TEST_SERVERS/k8s/VERSION or"
                            + " ~/.kubeapitest/k8s/VERSION"));
    Kubectl kubectl = new OwnApiServer(programs, children, folder).start();
    screen.during("starting an API server of the demo's own", () -> awaitReady(kubectl));
    return kubectl;
  }

  private static boolean hasKubeconfig() {
    String named = System.getenv("KUBECONFIG");
    return named != null
        || Files.exists(Path.of(System.getProperty("user.home"), ".kube", "config"));
  }

  private static boolean awaitReady(Kubectl kubectl) throws InterruptedException {
    if (!Polling.until(() -> answers(kubectl), READY)) {
      throw new KubernetesException(
          "the API server is not ready after " + READY.toSeconds() + " s");
    }
    return true;
  }

  private static boolean answers(Kubectl kubectl) throws InterruptedException {
    try {
      kubectl.run("", "get", "--raw", "/readyz");
      return true;
    } catch (KubernetesException e) {
      return false;
    }
  }
}
