package io.grpcpool.demo.fleet;

import io.grpcpool.demo.backend.Backend;
import io.grpcpool.demo.backend.BackendOptions;
import io.grpcpool.demo.process.Child;
import io.grpcpool.demo.process.Children;
import io.grpcpool.demo.process.JavaCommand;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Thread-safe: the child's own. A backend's process, where it listens and what it runs. */
public final class BackendProcess {
  private static final Pattern READY = Pattern.compile("^ready port=(\\d+)$");
  private static final Duration START = Duration.ofSeconds(120);

  private final BackendOptions options;
  private final Child child;

  private BackendProcess(BackendOptions options, Child child) {
    this.options = options;
    this.child = child;
  }

  /** Starts the process; {@link #endpoint} waits until it is up. */
  public static BackendProcess start(Children children, BackendOptions options) {
    Child child =
        children.start(
            options.name(),
            JavaCommand.main(Backend.class, options.arguments()),
            Map.of(),
            READY,
            line -> false);
    return new BackendProcess(options, child);
  }

  /** Its name, which it answers calls with. */
  public String name() {
    return options.name();
  }

  /** Its id in Consul. */
  public String id() {
    return options.id();
  }

  /** The revision that it runs. */
  public String version() {
    return options.version();
  }

  /** Where it listens, {@code IP:PORT}; waits until it is up. */
  public String endpoint() throws InterruptedException {
    return "127.0.0.1:" + child.awaitReady(START).group(1);
  }

  /** Whether the process runs. */
  public boolean alive() {
    return child.alive();
  }

  /** The process itself. */
  public Child process() {
    return child;
  }
}
