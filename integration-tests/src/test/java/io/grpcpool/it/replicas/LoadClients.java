package io.grpcpool.it.replicas;

import static org.awaitility.Awaitility.await;

import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.demo.fleet.LoadProcess;
import io.grpcpool.demo.measure.Observations;
import io.grpcpool.demo.process.Children;
import io.grpcpool.xds.peer.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Confined to the test's thread. Applications under a steady load, each its own process; a proxy
 * leads each to the control planes in turn, as a Service does.
 */
final class LoadClients implements AutoCloseable {
  private static final int CALLS_PER_SECOND = 50;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Path folder;
  private final List<Children> processes = new ArrayList<>();
  private final List<TcpProxy> services = new ArrayList<>();
  private final List<Observations> observations = new ArrayList<>();

  /** Starts nothing yet. */
  LoadClients(Path folder) {
    this.folder = folder;
  }

  /** Starts a client and waits for its first answer. */
  void start(String name, Integer... xdsPorts) throws IOException, InterruptedException {
    TcpProxy service = new TcpProxy(xdsPorts);
    services.add(service);
    Path home = Files.createDirectory(folder.resolve(name));
    Children children = new Children(home);
    processes.add(children);
    Path bootstrap = home.resolve("bootstrap.json");
    Files.writeString(
        bootstrap,
        Bootstrap.forServer("localhost:" + service.port()).nodeId(name).build().toJson());
    Observations observed = new Observations();
    observations.add(observed);
    LoadProcess.start(children, bootstrap, CALLS_PER_SECOND, observed);
  }

  /** Waits until each has made some hundred calls more. */
  void awaitCalls() {
    List<Integer> before = succeeded();
    await()
        .atMost(SOON)
        .until(
            () ->
                IntStream.range(0, before.size())
                    .allMatch(i -> succeeded().get(i) > before.get(i) + 2 * CALLS_PER_SECOND));
  }

  private List<Integer> succeeded() {
    return observations.stream().map(observed -> observed.all().succeeded()).toList();
  }

  /** All calls so far that failed, by status, for each client. */
  List<Map<String, Long>> failures() {
    return observations.stream().map(observed -> observed.all().failures()).toList();
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Children::close);
    for (TcpProxy service : services) {
      service.close();
    }
  }
}
