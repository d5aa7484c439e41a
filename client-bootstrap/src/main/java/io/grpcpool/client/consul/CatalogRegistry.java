package io.grpcpool.client.consul;

import static io.grpcpool.client.consul.AgentClient.encoded;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Thread-safe: one request at a time, in the order in which they were asked for, so that no late
 * heartbeat writes a server down again that has left. Consul's servers without an agent: a node of
 * its own in the catalogue, whose check the server keeps itself
 * (developer.hashicorp.com/consul/api-docs/catalog).
 */
final class CatalogRegistry implements Registry {
  /** What an agent calls the check of its own liveness. */
  private static final String AGENTS_OWN = encoded("CheckID == \"serfHealth\"");

  private static final String NONE = "[]";

  private final AgentClient servers;
  private final ConsulService service;
  private final String node;
  private CompletableFuture<AgentReply> last =
      CompletableFuture.completedFuture(new AgentReply(200, "", ""));
  private volatile boolean leaving;

  CatalogRegistry(AgentClient servers, ConsulService service, String node) {
    if (node.isBlank()) {
      throw new IllegalArgumentException("agentless: the node's name must not be blank");
    }
    if (service.address().isEmpty()) {
      throw new IllegalArgumentException(
          "address: must be given without an agent, whose own could be used");
    }
    this.servers = servers;
    this.service = service;
    this.node = node;
  }

  @Override
  public CompletableFuture<AgentReply> register(boolean serving) {
    return next(
        () ->
            agentsChecks()
                .thenCompose(found -> found.ok() ? withoutMark() : done(found))
                .thenCompose(cleared -> cleared.ok() ? write(check(serving)) : done(cleared)));
  }

  /** Nobody probes: also the interval of a gRPC check is the server's own. */
  @Override
  public Optional<Duration> heartbeatEvery() {
    Duration interval = service.check().interval();
    boolean ttl = service.check().kind() == ConsulCheck.Kind.TTL;
    return Optional.of(ttl ? interval.dividedBy(3) : interval);
  }

  /** The whole registration, which changes nothing where it is there as it is. */
  @Override
  public CompletableFuture<AgentReply> heartbeat(boolean serving) {
    return next(() -> write(check(serving)));
  }

  /** What became of the last heartbeat: it puts back what was lost. */
  @Override
  public synchronized CompletableFuture<AgentReply> changed(String hash, Duration wait) {
    return last.thenApply(reply -> reply);
  }

  @Override
  public CompletableFuture<AgentReply> maintenance(Duration timeout) {
    leaving = true;
    JsonObject mark = check(false);
    mark.addProperty("CheckID", markId());
    mark.addProperty("Name", "Service Maintenance Mode");
    mark.addProperty("Notes", "server is stopping");
    return queued(() -> servers.put("/v1/catalog/register", registration(mark), timeout));
  }

  @Override
  public CompletableFuture<AgentReply> deregister(Duration timeout) {
    leaving = true;
    return queued(() -> deregister("ServiceID", service.id(), timeout));
  }

  /** Refuses a real agent's node: its anti-entropy would remove the service. */
  private CompletableFuture<AgentReply> agentsChecks() {
    return servers
        .get("/v1/health/node/" + encoded(node) + "?filter=" + AGENTS_OWN, AgentClient.TIMEOUT)
        .thenApply(
            reply ->
                !reply.ok() || reply.message().equals(NONE)
                    ? reply
                    : new AgentReply(
                        409, "node " + node + " is a real agent's, which would remove it", ""));
  }

  private CompletableFuture<AgentReply> withoutMark() {
    return deregister("CheckID", markId(), AgentClient.TIMEOUT);
  }

  private CompletableFuture<AgentReply> deregister(String what, String id, Duration timeout) {
    JsonObject json = new JsonObject();
    json.addProperty("Node", node);
    json.addProperty(what, id);
    return servers.put("/v1/catalog/deregister", json.toString(), timeout);
  }

  private CompletableFuture<AgentReply> write(JsonObject check) {
    return leaving
        ? done(new AgentReply(0, "leaving", ""))
        : servers.put("/v1/catalog/register", registration(check), AgentClient.TIMEOUT);
  }

  private String registration(JsonObject check) {
    JsonObject meta = new JsonObject();
    // Consul's own mark of nodes without an agent; consul-esm looks for it.
    meta.addProperty("external-node", "true");
    JsonObject described = service.described();
    described.addProperty("Service", service.name());
    JsonObject json = new JsonObject();
    json.addProperty("Node", node);
    json.addProperty("Address", service.address());
    json.add("NodeMeta", meta);
    json.add("Service", described);
    json.add("Check", check);
    return json.toString();
  }

  private JsonObject check(boolean serving) {
    JsonObject json = new JsonObject();
    json.addProperty("Node", node);
    json.addProperty("CheckID", service.checkId());
    json.addProperty("ServiceID", service.id());
    json.addProperty("Name", service.name() + " heartbeat");
    json.addProperty("Status", serving ? "passing" : "critical");
    return json;
  }

  private String markId() {
    return "_service_maintenance:" + service.id();
  }

  private CompletableFuture<AgentReply> next(Supplier<CompletableFuture<AgentReply>> request) {
    return leaving ? done(new AgentReply(0, "leaving", "")) : queued(request);
  }

  private synchronized CompletableFuture<AgentReply> queued(
      Supplier<CompletableFuture<AgentReply>> request) {
    last = last.thenCompose(before -> request.get());
    // A copy: who cancels it must not stop the queue.
    return last.thenApply(reply -> reply);
  }

  private static CompletableFuture<AgentReply> done(AgentReply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
