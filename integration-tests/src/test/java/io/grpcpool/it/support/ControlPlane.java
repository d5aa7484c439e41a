package io.grpcpool.it.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Confined to the test's thread. The control plane as users run it: its own process, started from
 * the built jar, listening on ports that it chose itself and told in its ready line.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Map<String, String> EPHEMERAL_PORTS =
      Map.of("GRPCPOOL_XDS_PORT", "0", "GRPCPOOL_HTTP_PORT", "0");
  private static final Pattern READY =
      Pattern.compile("grpcpool ready xds=(\\S+) http=(\\S+) mode=(\\S+)");

  private final ServerProcess process;
  private final Http http = new Http();
  private final MatchResult ready;

  private ControlPlane(ServerProcess process) {
    this.process = process;
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .failFast(process::requireAlive)
        .until(() -> readyLine().isPresent());
    this.ready = readyLine().orElseThrow();
  }

  /**
   * Starts a control plane and waits for its ready line.
   *
   * @param log the file that takes its output
   * @param environment variables added to this process' own, {@code KUBECONFIG} for instance
   * @param flags flags; where they name no ports, ephemeral ones are chosen
   */
  public static ControlPlane start(Path log, Map<String, String> environment, String... flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar().toString()));
    command.addAll(List.of(flags));
    Map<String, String> variables = new HashMap<>(EPHEMERAL_PORTS);
    variables.putAll(environment);
    ServerProcess process = ServerProcess.start(log, variables, command);
    try {
      return new ControlPlane(process);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** {@code HOST:PORT} of the plaintext xDS listener. */
  public String xds() {
    return ready.group(1);
  }

  /** {@code http://HOST:PORT} of metrics, health and statistics. */
  public String http() {
    return "http://" + ready.group(2);
  }

  /** {@code operator} or {@code standalone}. */
  public String mode() {
    return ready.group(3);
  }

  /** The process, to end it or to read its log. */
  public ServerProcess process() {
    return process;
  }

  /** The body of a path such as {@code /metrics}; the answer must have status 200. */
  public String get(String path) throws IOException {
    return http.body(http() + path);
  }

  /** The status of a path such as {@code /health/ready}; 0 where nobody answers. */
  public int status(String path) {
    return http.status(http() + path);
  }

  /** {@code /stats}, parsed. */
  public JsonNode stats() throws IOException {
    return new ObjectMapper().readTree(get("/stats"));
  }

  @Override
  public void close() {
    process.close();
  }

  private Optional<MatchResult> readyLine() {
    Matcher matcher = READY.matcher(process.output());
    return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
  }

  private static Path jar() {
    Path jar =
        Path.of(
            System.getProperty(
                "grpcpool.operatorJar", "../operator/target/quarkus-app/quarkus-run.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          jar.toAbsolutePath() + " is missing: build the module operator first (mvn package)");
    }
    return jar;
  }
}
