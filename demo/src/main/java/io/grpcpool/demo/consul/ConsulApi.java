package io.grpcpool.demo.consul;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Thread-safe: holds no state of its own. The routes of the stand-in. What a real agent would take
 * into account and this one does not is refused, never ignored.
 */
final class ConsulApi {
  private static final List<String> REFUSED =
      List.of("filter", "ns", "partition", "peer", "cached");

  private final Agent agent;
  private final CheckRunner checks;
  private final ConsulJson json;

  ConsulApi(Agent agent, CheckRunner checks, ConsulJson json) {
    this.agent = agent;
    this.checks = checks;
    this.json = json;
  }

  /** Answers a request; a blocking query keeps the calling thread for as long as it waits. */
  Reply answer(Query query) throws InterruptedException {
    for (String parameter : REFUSED) {
      if (query.has(parameter)) {
        throw new BadRequestException("Invalid query parameter: \"" + parameter + "\"");
      }
    }
    if (!query.parameter("dc", ConsulJson.DATACENTER).equals(ConsulJson.DATACENTER)) {
      throw new BadRequestException(500, "No path to datacenter");
    }

    String route = query.method() + " " + String.join("/", query.path());
    return switch (route) {
      case "GET v1/status/leader" -> Reply.json("127.0.0.1:8300");
      case "GET v1/status/peers" -> Reply.json(List.of("127.0.0.1:8300"));
      case "GET v1/agent/self" -> Reply.json(json.self());
      case "GET v1/agent/services" -> agentServices();
      case "GET v1/agent/checks" -> agentChecks();
      case "GET v1/catalog/services" -> blocking(query, agent::names, names -> names);
      case "PUT v1/agent/service/register" -> register(query);
      default -> named(query);
    };
  }

  private Reply named(Query query) throws InterruptedException {
    List<String> path = query.path();
    if (path.size() < 4 || !path.get(0).equals("v1")) {
      return notServed(query);
    }
    String route = query.method() + " " + String.join("/", path.subList(1, path.size() - 1));
    String last = path.get(path.size() - 1);
    return switch (route) {
      case "GET health/service" -> health(query, last);
      case "GET catalog/service" ->
          blocking(
              query,
              () -> agent.service(last),
              found -> found.stream().map(json::catalogEntry).toList());
      case "GET agent/service" -> agentService(query, last);
      case "PUT agent/service/deregister" -> deregister(last);
      case "PUT agent/service/maintenance" -> maintenance(query, last);
      case "PUT agent/check/pass" -> report(last, CheckStatus.PASSING, query);
      case "PUT agent/check/warn" -> report(last, CheckStatus.WARNING, query);
      case "PUT agent/check/fail" -> report(last, CheckStatus.CRITICAL, query);
      case "PUT agent/check/update" -> update(last, query);
      default -> notServed(query);
    };
  }

  private Reply health(Query query, String name) throws InterruptedException {
    return blocking(
        query,
        () -> agent.service(name),
        found ->
            found.stream()
                .filter(instance -> !query.flag("passing") || instance.passing())
                .filter(
                    instance ->
                        !query.has("tag")
                            || instance.registration().tags().contains(query.parameter("tag", "")))
                .map(json::healthEntry)
                .toList());
  }

  private <T> Reply blocking(Query query, Supplier<Versioned<T>> read, Function<T, Object> body)
      throws InterruptedException {
    long deadline = System.nanoTime() + query.waitTime().toNanos();
    while (true) {
      long seen = agent.index();
      Versioned<T> view = read.get();
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      // An index above ours (of an agent before this one) is waited on, as Consul does.
      if (query.index() == 0 || view.index() > query.index() || left <= 0) {
        return Reply.catalog(view.index(), body.apply(view.value()));
      }
      agent.awaitChange(seen, left);
    }
  }

  private Reply agentService(Query query, String id) throws InterruptedException {
    String known = query.parameter("hash", "");
    long deadline = System.nanoTime() + query.waitTime().toNanos();
    while (true) {
      long seen = agent.index();
      ServiceInstance instance =
          agent
              .instance(id)
              .orElseThrow(() -> new BadRequestException(404, "unknown service ID: " + id));
      String hash = json.contentHash(instance.registration());
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (!hash.equals(known) || left <= 0) {
        return Reply.json(json.agentService(instance)).with("X-Consul-ContentHash", hash);
      }
      agent.awaitChange(seen, left);
    }
  }

  private Reply agentServices() {
    Map<String, Object> services = new LinkedHashMap<>();
    agent.instances().forEach(i -> services.put(i.registration().id(), json.agentService(i)));
    return Reply.json(services);
  }

  private Reply agentChecks() {
    Map<String, Object> all = new LinkedHashMap<>();
    agent
        .instances()
        .forEach(
            instance ->
                instance
                    .checks()
                    .forEach(c -> all.put(c.checkId(), json.check(instance.registration(), c))));
    return Reply.json(all);
  }

  private Reply register(Query query) {
    RegistrationReader.Registration read = RegistrationReader.read(query.json());
    agent.register(read.service(), read.checks(), query.flag("replace-existing-checks"));
    checks.reconcile();
    return Reply.done();
  }

  private Reply deregister(String id) {
    if (!agent.deregister(id)) {
      throw unknownService(id);
    }
    checks.reconcile();
    return Reply.done();
  }

  private Reply maintenance(Query query, String id) {
    if (!query.has("enable")) {
      throw new BadRequestException("Missing value for enable");
    }
    String reason = query.parameter("reason", "");
    if (!agent.maintenance(
        id,
        query.flag("enable"),
        reason.isEmpty()
            ? "Maintenance mode is enabled for this service, but no reason was provided."
            : reason)) {
      throw unknownService(id);
    }
    return Reply.done();
  }

  private Reply report(String checkId, CheckStatus status, Query query) {
    checks.report(checkId, status, query.parameter("note", ""));
    return Reply.done();
  }

  private Reply update(String checkId, Query query) {
    String status = query.json().has("Status") ? query.json().get("Status").getAsString() : "";
    String output = query.json().has("Output") ? query.json().get("Output").getAsString() : "";
    checks.report(checkId, CheckStatus.of(status), output);
    return Reply.done();
  }

  private static BadRequestException unknownService(String id) {
    return new BadRequestException(
        404,
        "Unknown service ID \""
            + id
            + "\". Ensure that the service ID is passed, not the service name.");
  }

  private static Reply notServed(Query query) {
    return Reply.error(
        404, query.method() + " /" + String.join("/", query.path()) + " is not in the stand-in");
  }
}
