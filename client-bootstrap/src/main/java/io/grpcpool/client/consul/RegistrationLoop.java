package io.grpcpool.client.consul;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: its state belongs to its own thread. Registers, asks the agent to tell when the
 * registration is gone, and registers again: an agent that restarts without its data, or is
 * replaced, knows nothing of the server.
 */
final class RegistrationLoop {
  private static final Logger LOG = Logger.getLogger(RegistrationLoop.class.getName());
  private static final Duration HASH_WAIT = Duration.ofSeconds(60);
  private static final Duration MIN_PAUSE = Duration.ofMillis(250);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
  private static final Duration DENIED_PAUSE = Duration.ofSeconds(30);
  private static final Duration EARLY = Duration.ofSeconds(1);

  /** Where something between us and the agent drops the hash, there is nothing to wait on. */
  private static final Duration UNHASHED = Duration.ofSeconds(30);

  private static final int MAX_DOUBLINGS = 6;

  private final ConsulService service;
  private final Registry registry;
  private final ServerHealth health;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(RegistrationLoop::daemon);
  private final CompletableFuture<AgentReply> first = new CompletableFuture<>();
  private volatile boolean registered;
  private volatile @Nullable CompletableFuture<AgentReply> underWay;
  private String lastProblem = "";
  private int failures;

  RegistrationLoop(ConsulService service, Registry registry, ServerHealth health) {
    this.service = service;
    this.registry = registry;
    this.health = health;
  }

  /** The outcome of the first attempt. */
  CompletableFuture<AgentReply> start() {
    run(Duration.ZERO, this::register);
    registry.heartbeatEvery().ifPresent(interval -> run(interval, () -> heartbeat(interval)));
    return first;
  }

  boolean registered() {
    return registered;
  }

  ConsulService service() {
    return service;
  }

  Registry registry() {
    return registry;
  }

  /** Nothing is registered any more from here on. */
  void stop() {
    thread.shutdownNow();
    CompletableFuture<AgentReply> last = underWay;
    if (last != null) {
      last.cancel(true);
    }
    registered = false;
  }

  private void register() {
    ask(registry.register(health.serving()), this::onRegistered);
  }

  private void onRegistered(AgentReply reply) {
    registered = reply.ok();
    first.complete(reply);
    if (!reply.ok()) {
      failed("cannot register", reply, this::register);
      return;
    }
    recovered();
    LOG.log(Level.INFO, "consul service={0} is registered", service.id());
    watch("");
  }

  /** Long-polls the registration by its hash: 404 comes as soon as the agent lost it. */
  private void watch(String hash) {
    long asked = System.nanoTime();
    ask(registry.changed(hash, HASH_WAIT), reply -> onWatched(reply, hash, asked));
  }

  private void onWatched(AgentReply reply, String hash, long asked) {
    if (reply.status() == 404) {
      registered = false;
      LOG.log(Level.WARNING, "consul service={0} was lost by the agent", service.id());
      register();
    } else if (!reply.ok()) {
      failed("cannot see its registration", reply, () -> watch(""));
    } else {
      recovered();
      run(beforeNext(reply, hash, asked), () -> watch(reply.contentHash()));
    }
  }

  private static Duration beforeNext(AgentReply reply, String hash, long asked) {
    if (reply.contentHash().isEmpty()) {
      return UNHASHED;
    }
    boolean early = !hash.isEmpty() && System.nanoTime() - asked < EARLY.toNanos();
    return early ? EARLY : Duration.ZERO;
  }

  private void heartbeat(Duration interval) {
    run(interval, () -> heartbeat(interval));
    if (registered) {
      registry
          .heartbeat(health.serving())
          .thenAccept(reply -> run(Duration.ZERO, () -> onHeartbeat(reply)));
    }
  }

  /** The agent has lost the check: 404, on old versions 500 "does not have associated TTL". */
  private void onHeartbeat(AgentReply reply) {
    if (registered && (reply.status() == 404 || reply.message().contains("associated TTL"))) {
      ask(
          registry.register(health.serving()),
          again -> LOG.log(Level.WARNING, "consul check was lost by the agent: {0}", again));
    }
  }

  private void failed(String what, AgentReply reply, Runnable retry) {
    String problem = what + ": " + reply;
    if (!problem.equals(lastProblem)) {
      lastProblem = problem;
      Level level = reply.status() == 403 ? Level.SEVERE : Level.WARNING;
      LOG.log(level, "consul service={0} {1}", new Object[] {service.id(), problem});
    }
    run(reply.status() == 403 ? DENIED_PAUSE : pause(), retry);
  }

  private void recovered() {
    failures = 0;
    lastProblem = "";
  }

  /** Exponential, with full jitter above the least pause. */
  private Duration pause() {
    long ceiling = MIN_PAUSE.toMillis() << Math.min(failures++, MAX_DOUBLINGS);
    long bound = Math.min(ceiling, MAX_PAUSE.toMillis());
    return MIN_PAUSE.plusMillis(ThreadLocalRandom.current().nextLong(bound));
  }

  private void ask(CompletableFuture<AgentReply> asked, Consumer<AgentReply> answered) {
    underWay = asked;
    asked.thenAccept(reply -> run(Duration.ZERO, () -> answered.accept(reply)));
  }

  private void run(Duration delay, Runnable task) {
    try {
      thread.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "consul service={0} is stopped", service.id());
    }
  }

  /** A registration must never be what takes a server down. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "consul service=" + service.id() + " registration failed", e);
      run(MAX_PAUSE, this::register);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "grpcpool-consul-registration");
    thread.setDaemon(true);
    return thread;
  }
}
