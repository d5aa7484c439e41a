package io.grpcpool.demo.fleet;

import io.grpcpool.demo.process.Child;
import io.grpcpool.demo.process.Children;
import io.grpcpool.demo.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the demo's thread. The control plane's process; after a restart it has the addresses
 * that it had before, since the clients' bootstrap names them.
 */
public final class ControlPlane {
  private static final Pattern READY = Pattern.compile("grpcpool ready xds=(\\S+) http=(\\S+)");
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(15);

  private final Children children;
  private final Path jar;
  private final List<String> flags;
  private final Map<String, String> environment;
  private String xdsAddress = "127.0.0.1:0";
  private String httpAddress = "127.0.0.1:0";
  private @Nullable Child child;

  /**
   * @param jar the operator's {@code quarkus-run.jar}
   * @param flags where its policies come from, and the like
   * @param environment variables on top of the demo's own
   */
  public ControlPlane(
      Children children, Path jar, List<String> flags, Map<String, String> environment) {
    this.children = children;
    this.jar = jar;
    this.flags = List.copyOf(flags);
    this.environment = Map.copyOf(environment);
  }

  /** Starts the process and waits until it is up. */
  public void start() throws InterruptedException {
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(List.of("--xds-port", port(xdsAddress), "--http-port", port(httpAddress)));
    Child started =
        children.start(
            "control-plane",
            JavaCommand.controlPlane(jar, arguments),
            environment,
            READY,
            line -> false);
    child = started;
    MatchResult ready = started.awaitReady(START);
    xdsAddress = ready.group(1);
    httpAddress = ready.group(2);
  }

  /** Sends SIGTERM and waits until the process is gone. */
  public void stop() throws InterruptedException {
    Child running = child;
    if (running != null) {
      running.terminate();
      if (!running.awaitExit(STOP)) {
        running.kill();
      }
    }
  }

  /** The process id of the last start; 0 before the first. */
  public long pid() {
    Child running = child;
    return running == null ? 0 : running.pid();
  }

  /** Where clients get their configuration, {@code HOST:PORT}. */
  public String xdsAddress() {
    return xdsAddress;
  }

  /** Where it answers HTTP, {@code http://HOST:PORT}. */
  public String url() {
    return "http://" + httpAddress;
  }

  private static String port(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }
}
