package io.grpcpool.client.consul;

import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Thread-safe: a server's presence in Consul, from its start to its orderly leave. Registers again
 * when the agent has lost it, and never takes the server down.
 */
public final class ConsulRegistration implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ConsulRegistration.class.getName());
  private static final Duration FIRST_ATTEMPT = Duration.ofSeconds(15);

  /** An agent without a leader takes up to 35 s for these: it must not hold up a shutdown. */
  private static final Duration LEAVING = Duration.ofSeconds(3);

  private final RegistrationLoop loop;
  private final StopTimes times;
  private final AtomicBoolean stopped = new AtomicBoolean();

  ConsulRegistration(RegistrationLoop loop, StopTimes times) {
    this.loop = loop;
    this.times = times;
  }

  /**
   * Starts describing the server.
   *
   * @param name the service's name in Consul
   */
  public static ConsulRegistrationBuilder builder(String name) {
    return new ConsulRegistrationBuilder(name);
  }

  /** The instance's ID in Consul. */
  public String id() {
    return loop.service().id();
  }

  /** Whether Consul's agent knows the server, as far as the last answer told. */
  public boolean registered() {
    return loop.registered();
  }

  /**
   * Takes the server out of service without losing a call: health to NOT_SERVING and maintenance in
   * Consul, the drain delay, {@code shutdown}, the grace for running calls, deregistration, {@code
   * shutdownNow}. Blocks for at most drain delay, grace and a few seconds; idempotent.
   *
   * @throws InterruptedException where the thread is interrupted; the server is down then all the
   *     same, at once
   */
  public void stop(Server server, HealthStatusManager health) throws InterruptedException {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    try {
      health.enterTerminalState();
      loop.stop();
      await("maintenance", loop.registry().maintenance(LEAVING), LEAVING);
      // Ends sooner only if somebody else shut the server down.
      server.awaitTermination(times.drainDelay().toMillis(), TimeUnit.MILLISECONDS);
      server.shutdown();
      server.awaitTermination(times.grace().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      CompletableFuture<AgentReply> left = loop.registry().deregister(LEAVING);
      server.shutdownNow();
      await("deregistering", left, LEAVING);
    }
  }

  /**
   * Runs {@link #stop} when the process is asked to end. The process must not have a shutdown hook
   * of its own that ends the server sooner.
   */
  public void stopAtExit(Server server, HealthStatusManager health) {
    Thread hook =
        new Thread(
            () -> {
              try {
                stop(server, health);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "grpcpool-consul-leave");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Deregisters at once, without a drain; for a server that is already down. */
  @Override
  public void close() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    loop.stop();
    try {
      await("deregistering", loop.registry().deregister(LEAVING), LEAVING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void begin(boolean failFast) {
    CompletableFuture<AgentReply> first = loop.start();
    if (!failFast) {
      return;
    }
    AgentReply reply;
    try {
      reply = first.get(FIRST_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      reply = new AgentReply(0, "no answer within " + FIRST_ATTEMPT, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reply = new AgentReply(0, "interrupted", "");
    }
    if (!reply.ok()) {
      loop.stop();
      throw new ConsulRegistrationException("cannot register " + id() + " in Consul: " + reply);
    }
  }

  private void await(String step, CompletableFuture<AgentReply> asked, Duration limit)
      throws InterruptedException {
    String problem;
    try {
      AgentReply reply = asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      // 404: the agent has forgotten the server already.
      problem = reply.ok() || reply.status() == 404 ? "" : reply.toString();
    } catch (ExecutionException | TimeoutException e) {
      problem = "no answer within " + limit;
    }
    if (!problem.isEmpty()) {
      LOG.log(Level.WARNING, "consul service={0} {1}: {2}", new Object[] {id(), step, problem});
    }
  }
}
