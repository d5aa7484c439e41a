package io.grpcpool.client.consul;

import static io.grpcpool.client.consul.AgentClient.encoded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Thread-safe: the agent on the server's own node, which probes it or waits for its heartbeats. */
record AgentRegistry(AgentClient agent, ConsulService service) implements Registry {

  /** Replaces the checks of an earlier life, a forgotten maintenance mark among them. */
  @Override
  public CompletableFuture<AgentReply> register(boolean serving) {
    return agent.put(
        "/v1/agent/service/register?replace-existing-checks=true",
        service.json(serving),
        AgentClient.TIMEOUT);
  }

  @Override
  public Optional<Duration> heartbeatEvery() {
    return service.check().kind() == ConsulCheck.Kind.TTL
        ? Optional.of(service.check().interval().dividedBy(3))
        : Optional.empty();
  }

  /** With a word each time: a restarted agent writes the check critical without one. */
  @Override
  public CompletableFuture<AgentReply> heartbeat(boolean serving) {
    String body =
        serving
            ? "{\"Status\":\"passing\",\"Output\":\"serving\"}"
            : "{\"Status\":\"critical\",\"Output\":\"not serving\"}";
    String path = "/v1/agent/check/update/" + encoded(service.checkId());
    return agent.put(path, body, AgentClient.TIMEOUT);
  }

  @Override
  public CompletableFuture<AgentReply> changed(String hash, Duration wait) {
    String path = "/v1/agent/service/" + encoded(service.id());
    if (hash.isEmpty()) {
      return agent.get(path, AgentClient.TIMEOUT);
    }
    // The agent may add a sixteenth to the wait.
    Duration timeout = wait.multipliedBy(17).dividedBy(16).plus(AgentClient.TIMEOUT);
    return agent.get(path + "?hash=" + encoded(hash) + "&wait=" + wait.toMillis() + "ms", timeout);
  }

  @Override
  public CompletableFuture<AgentReply> maintenance(Duration timeout) {
    String reason = encoded("server is stopping");
    String path = "/v1/agent/service/maintenance/" + encoded(service.id());
    return agent.put(path + "?enable=true&reason=" + reason, "", timeout);
  }

  @Override
  public CompletableFuture<AgentReply> deregister(Duration timeout) {
    return agent.put("/v1/agent/service/deregister/" + encoded(service.id()), "", timeout);
  }
}
