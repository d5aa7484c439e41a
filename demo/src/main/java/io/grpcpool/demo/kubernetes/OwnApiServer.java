package io.grpcpool.demo.kubernetes;

import io.grpcpool.demo.process.Children;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Confined to the demo's thread. A real etcd and kube-apiserver, for this run alone. */
final class OwnApiServer {
  private static final Pattern ANY = Pattern.compile(".");

  private final ServerPrograms programs;
  private final Children children;
  private final Path folder;

  OwnApiServer(ServerPrograms programs, Children children, Path folder) {
    this.programs = programs;
    this.children = children;
    this.folder = folder;
  }

  /** Starts both; gives a kubectl that may do everything. The API is not ready yet. */
  Kubectl start() {
    ApiServerLaunch launch = ApiServerLaunch.in(folder);
    start("etcd", launch.etcd(programs.etcd()));
    start("kube-apiserver", launch.apiServer(programs.apiServer()));
    return new Kubectl(programs.kubectl(), Optional.of(launch.adminKubeconfig()));
  }

  private void start(String name, List<String> command) {
    children.start(name, command, Map.of(), ANY, line -> false);
  }
}
