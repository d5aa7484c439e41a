package io.grpcpool.demo.consul;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Thread-safe: one lock guards everything. What an agent knows: instances, their checks, and the
 * indexes that blocking queries wait on. A change that changes nothing moves no index.
 */
final class Agent {
  private static final String MAINTENANCE_PREFIX = "_service_maintenance:";
  private static final String MAINTENANCE_NAME = "Service Maintenance Mode";

  private final SortedMap<String, Instance> instances = new TreeMap<>();
  private final Map<String, Long> indexByService = new HashMap<>();
  private long index = 10;
  private long namesIndex = index;

  /** An instance and its checks, in the order in which they were registered. */
  private record Instance(
      ServiceRegistration registration,
      long createIndex,
      long modifyIndex,
      Map<String, CheckDefinition> definitions,
      Map<String, CheckState> checks) {

    ServiceInstance view() {
      return new ServiceInstance(
          registration, createIndex, modifyIndex, List.copyOf(new TreeMap<>(checks).values()));
    }
  }

  /**
   * Adds or replaces an instance. The state of a check that exists already is kept; checks that the
   * registration does not name are dropped only with {@code replaceChecks}, maintenance included.
   */
  synchronized void register(
      ServiceRegistration registration, List<CheckDefinition> checks, boolean replaceChecks) {
    Map<String, CheckDefinition> definitions = new TreeMap<>();
    Map<String, CheckState> states = new TreeMap<>();
    Instance before = instances.get(registration.id());
    if (before != null && !replaceChecks) {
      definitions.putAll(before.definitions());
      states.putAll(before.checks());
    }
    long next = index + 1;
    for (CheckDefinition check : checks) {
      CheckState known = before == null ? null : before.checks().get(check.checkId());
      definitions.put(check.checkId(), check);
      states.put(check.checkId(), known == null ? initialState(check, next) : known);
    }

    if (before != null
        && before.registration().equals(registration)
        && before.definitions().equals(definitions)
        && before.checks().equals(states)) {
      return;
    }
    long created = before == null ? next : before.createIndex();
    instances.put(
        registration.id(), new Instance(registration, created, next, definitions, states));
    if (before != null && !before.registration().name().equals(registration.name())) {
      touch(before.registration().name());
    }
    namesIndex = touch(registration.name());
  }

  /** Takes an instance out; false if there is none of that id. */
  synchronized boolean deregister(String id) {
    Instance removed = instances.remove(id);
    if (removed == null) {
      return false;
    }
    namesIndex = touch(removed.registration().name());
    return true;
  }

  /** Stores a check's result; false if there is no such check. */
  synchronized boolean report(String checkId, CheckStatus status, String output) {
    for (Instance instance : instances.values()) {
      CheckState state = instance.checks().get(checkId);
      if (state != null) {
        boolean changes = state.status() != status;
        // A new output alone wakes nobody: Consul holds it back for check_update_interval.
        long modified = changes ? touch(instance.registration().name()) : state.modifyIndex();
        instance.checks().put(checkId, state.with(status, output, modified));
        return true;
      }
    }
    return false;
  }

  /** Puts an instance into maintenance or takes it out; false if there is none of that id. */
  synchronized boolean maintenance(String id, boolean enable, String reason) {
    Instance instance = instances.get(id);
    if (instance == null) {
      return false;
    }

    String checkId = MAINTENANCE_PREFIX + id;
    if (enable == instance.checks().containsKey(checkId)) {
      return true;
    }
    if (enable) {
      long next = index + 1;
      instance
          .checks()
          .put(
              checkId,
              new CheckState(
                  checkId,
                  MAINTENANCE_NAME,
                  id,
                  "maintenance",
                  CheckStatus.CRITICAL,
                  reason,
                  "",
                  next,
                  next));
    } else {
      instance.checks().remove(checkId);
    }
    touch(instance.registration().name());
    return true;
  }

  synchronized Optional<ServiceInstance> instance(String id) {
    return Optional.ofNullable(instances.get(id)).map(Instance::view);
  }

  synchronized List<ServiceInstance> instances() {
    return instances.values().stream().map(Instance::view).toList();
  }

  synchronized List<CheckDefinition> checks() {
    List<CheckDefinition> all = new ArrayList<>();
    instances.values().forEach(instance -> all.addAll(instance.definitions().values()));
    return all;
  }

  /**
   * The instances of a service. For a name without instances the index is the whole catalogue's, so
   * that a poll on it wakes with every registration, as on an agent without streaming.
   */
  synchronized Versioned<List<ServiceInstance>> service(String name) {
    List<ServiceInstance> found =
        instances.values().stream()
            .filter(instance -> instance.registration().name().equalsIgnoreCase(name))
            .map(Instance::view)
            .toList();
    long known = indexByService.getOrDefault(name, namesIndex);
    return new Versioned<>(found.isEmpty() ? Math.max(known, namesIndex) : known, found);
  }

  /** The names in the catalogue with the tags that any of their instances has. */
  synchronized Versioned<SortedMap<String, List<String>>> names() {
    SortedMap<String, List<String>> names = new TreeMap<>();
    names.put("consul", List.of());
    for (Instance instance : instances.values()) {
      List<String> tags =
          new ArrayList<>(names.getOrDefault(instance.registration().name(), List.of()));
      instance.registration().tags().stream().filter(tag -> !tags.contains(tag)).forEach(tags::add);
      names.put(instance.registration().name(), tags);
    }
    return new Versioned<>(namesIndex, names);
  }

  /** Waits until something changes or {@code millis} have passed. */
  synchronized void awaitChange(long seenIndex, long millis) throws InterruptedException {
    if (index == seenIndex) {
      wait(millis);
    }
  }

  /** The index of the latest change of anything. */
  synchronized long index() {
    return index;
  }

  private long touch(String serviceName) {
    index++;
    indexByService.put(serviceName, index);
    notifyAll();
    return index;
  }

  private static CheckState initialState(CheckDefinition check, long index) {
    return new CheckState(
        check.checkId(),
        check.name(),
        check.serviceId(),
        check.kind().type(),
        check.initial(),
        "",
        "",
        index,
        index);
  }
}
