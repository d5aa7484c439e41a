package io.grpcpool.demo.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Thread-safe. A process that the demo started. What it prints goes to a listener or to its log;
 * the first line that matches its ready pattern says that it is up.
 */
public final class Child {
  private static final Duration GRACE = Duration.ofSeconds(8);

  private final String name;
  private final Process process;
  private final Path log;
  private final Pattern readyPattern;
  private final Predicate<String> taker;
  private final CompletableFuture<MatchResult> ready = new CompletableFuture<>();

  private Child(
      String name, Process process, Path log, Pattern readyPattern, Predicate<String> taker) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.readyPattern = readyPattern;
    this.taker = taker;
  }

  /**
   * Starts a process.
   *
   * @param log what it prints is appended here
   * @param ready a part of the line that says it is up
   * @param taker gets each line of its standard output; those that it accepts stay out of the log
   */
  static Child start(
      String name, ProcessBuilder command, Path log, Pattern ready, Predicate<String> taker) {
    try {
      Process process =
          command
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      Child child = new Child(name, process, log, ready, taker);
      Thread reader = new Thread(child::read, "output of " + name);
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Waits until it is up.
   *
   * @return the groups of the ready pattern
   * @throws ChildFailedException if it ends, or is not up in time
   */
  public MatchResult awaitReady(Duration timeout) throws InterruptedException {
    try {
      return ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ChildFailedException(name + " ended before it was up; see " + log, e);
    } catch (TimeoutException e) {
      throw new ChildFailedException(
          name + " was not up within " + timeout.toSeconds() + " s; see " + log, e);
    }
  }

  /** What the demo calls it. */
  public String name() {
    return name;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Runs {@code action} when it has ended, on a thread of the JDK's. */
  public void onExit(Runnable action) {
    process.onExit().thenRun(action);
  }

  /** Sends SIGTERM: it leaves in its own order. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL: it is gone at once. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits until it has ended; false if it has not in time. */
  public boolean awaitExit(Duration timeout) throws InterruptedException {
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends it: SIGTERM, and SIGKILL if it is not gone after a grace. */
  void end() {
    process.destroy();
    try {
      if (!awaitExit(GRACE)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter file =
            Files.newBufferedWriter(
                log,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        take(line, file);
      }
      ready.completeExceptionally(new IOException("end of output"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private void take(String line, BufferedWriter file) throws IOException {
    if (!taker.test(line)) {
      file.write(line);
      file.newLine();
      file.flush();
    }
    Matcher matcher = readyPattern.matcher(line);
    if (!ready.isDone() && matcher.find()) {
      ready.complete(matcher.toMatchResult());
    }
  }
}
