package io.grpcpool.demo.process;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Thread-safe: one lock guards the list. Every process that the demo started, so that all of them
 * end with it, whatever ends it.
 */
public final class Children implements AutoCloseable {
  private final Path logs;
  private final Deque<Child> children = new ArrayDeque<>();
  private boolean closed;

  /** Children whose logs go to the folder {@code logs}. */
  public Children(Path logs) {
    this.logs = logs;
  }

  /** Where the logs are. */
  public Path logs() {
    return logs;
  }

  /** Starts a process that inherits this one's environment, with {@code environment} on top. */
  public synchronized Child start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Pattern ready,
      Predicate<String> taker) {
    if (closed) {
      throw new IllegalStateException("the demo is ending: " + name + " is not started");
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Child child = Child.start(name, builder, logs.resolve(name + ".log"), ready, taker);
    children.addFirst(child);
    return child;
  }

  /** Ends all, the last started first; each gets SIGTERM and a grace. Idempotent. */
  @Override
  public void close() {
    List<Child> running;
    synchronized (this) {
      closed = true;
      running = new ArrayList<>(children);
      children.clear();
    }
    running.forEach(Child::terminate);
    running.forEach(Child::end);
  }
}
