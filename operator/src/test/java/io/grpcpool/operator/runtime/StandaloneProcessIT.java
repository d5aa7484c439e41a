package io.grpcpool.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged control plane as users start it. */
@Timeout(180)
class StandaloneProcessIT {

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Pattern READY =
      Pattern.compile("grpcpool ready xds=127\\.0\\.0\\.1:(\\d+) http=127\\.0\\.0\\.1:(\\d+) .*");

  @TempDir Path folder;

  private ProcessBuilder java(String... args) {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().add("@" + JAR.resolveSibling("jvm.options"));
    builder.command().add("-Xmx256m");
    builder.command().add("-jar");
    builder.command().add(JAR.toString());
    builder.command().addAll(java.util.List.of(args));
    return builder.redirectErrorStream(true);
  }

  private static int httpPort(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = READY.matcher(line);
      if (matcher.matches()) {
        return Integer.parseInt(matcher.group(2));
      }
    }
    throw new AssertionError("the process ended before it was ready");
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String kubeconfig(int port) {
    return """
        apiVersion: v1
        kind: Config
        current-context: there
        contexts: [{name: there, context: {cluster: there, user: me}}]
        clusters: [{name: there, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: me, user: {token: none}}]
        """
        .formatted(port);
  }

  @Test
  void standaloneOpensNoConnectionToTheClusterOfTheKubeconfig() throws Exception {
    try (ServerSocket apiServer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> connection = accept(apiServer);
      Path kubeconfig = folder.resolve("config");
      Files.writeString(kubeconfig, kubeconfig(apiServer.getLocalPort()));
      Path policies = Files.createDirectory(folder.resolve("policies"));
      ProcessBuilder builder =
          java("--policies", policies.toString(), "--xds-port", "0", "--http-port", "0");
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      Process process = builder.start();
      try {
        int http = httpPort(process);
        assertThat(get(http, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(http, "/stats").body()).contains("\"mode\":\"standalone\"");
        assertThat(get(http, "/metrics").body()).contains("xds_");
        assertThat(connection).isNotDone();
      } finally {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(connection).isNotDone();
    }
  }

  private static CompletableFuture<Socket> accept(ServerSocket server) {
    CompletableFuture<Socket> accepted = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                accepted.complete(server.accept());
              } catch (IOException closed) {
                accepted.cancel(false);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return accepted;
  }

  @Test
  void endsWithTwoForAnUnknownFlag() throws Exception {
    Process process = java("--polices", "x").start();

    String output = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output).contains("unknown argument \"--polices\"");
  }

  @Test
  void printsEveryFlagForHelp() throws Exception {
    Process process = java("--help").start();

    String output = new String(process.getInputStream().readAllBytes());

    assertThat(process.waitFor()).isZero();
    assertThat(output).contains("--policies DIR", "GRPCPOOL_A_FLAG");
  }
}
