package io.grpcpool.bench.xds;

import io.grpcpool.bench.xds.peer.PeerKind;
import io.grpcpool.bench.xds.peer.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Confined to the main thread. Measures the xDS server beside java-control-plane's and prints a
 * table in Markdown. The two take turns, so that what the machine does meets both.
 */
@Command(
    name = "xds",
    mixinStandardHelpOptions = true,
    description = "Measures the xDS server beside java-control-plane's cache and server.")
public final class XdsBenchmark implements Callable<Integer> {

  private static final int SHARED_ENDPOINTS = 1_000;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "plaintext,tls,held,table,reports",
      description = "groups of rows: plaintext, tls, held, table, reports (all)")
  List<String> rows = List.of();

  @Option(
      names = "--servers",
      split = ",",
      defaultValue = "GRPCPOOL,JAVA_CONTROL_PLANE",
      description = "GRPCPOOL, JAVA_CONTROL_PLANE (both)")
  List<PeerKind> servers = List.of();

  @Option(names = "--repetitions", defaultValue = "5", description = "of each group (5)")
  int repetitions;

  @Option(names = "--clients", defaultValue = "5000", description = "streams (5,000)")
  int clients;

  @Option(names = "--services", defaultValue = "500", description = "services (500)")
  int services;

  @Option(names = "--seconds", defaultValue = "8", description = "of each steady load (8)")
  int seconds;

  @Option(names = "--core", defaultValue = "0", description = "processor of the servers (0)")
  int core;

  @Option(names = "--quick", description = "200 clients, 20 services, 2 s, once")
  boolean quick;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new XdsBenchmark()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("grpcpool-xds-bench");
    ServerCertificate.make(folder);
    Setting setting =
        quick
            ? new Setting(200, 20, SHARED_ENDPOINTS, 2, core, folder)
            : new Setting(clients, services, SHARED_ENDPOINTS, seconds, core, folder);
    Map<String, Scene> scenes = scenes(setting);
    Figures figures = new Figures();
    for (String row : rows) {
      for (int repetition = 1; repetition <= (quick ? 1 : repetitions); repetition++) {
        for (PeerKind server : servers) {
          measure(scenes, row, server, figures);
        }
      }
    }
    System.out.println(figures.markdown());
    return 0;
  }

  private static Map<String, Scene> scenes(Setting setting) {
    return new TreeMap<>(
        Map.of(
            "plaintext", new PlaintextScene(setting),
            "tls", new TlsScene(setting),
            "held", new HeldScene(setting),
            "table", new TableScene(setting),
            "reports", new ReportsScene(setting)));
  }

  /** A scene that a server does not survive costs that scene alone. */
  private void measure(Map<String, Scene> scenes, String row, PeerKind server, Figures figures) {
    Scene scene = scenes.get(row);
    if (scene == null) {
      throw new IllegalArgumentException(
          "--rows: there is no \"" + row + "\"; allowed: " + scenes.keySet());
    }
    if (scene.concerns(server)) {
      System.err.println(row + " " + server.title() + " …");
      try {
        scene.run(server, figures);
      } catch (Exception e) {
        System.err.println(row + " " + server.title() + " failed: " + e);
      }
      System.err.println(figures.markdown());
    }
  }
}
