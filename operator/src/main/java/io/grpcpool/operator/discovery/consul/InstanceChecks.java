package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulInstance.Check;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Immutable. The checks of one instance and of its node in one answer.
 *
 * @param byId every check that the instance's health is made of
 * @param nodeIndex the catalogue's index of the last change of {@code serfHealth}: another one
 *     means that the node's agent was away in between; 0: the node has none
 */
record InstanceChecks(Map<String, CheckTrace> byId, long nodeIndex) {
  private static final String OF_AGENT = "serfHealth";

  InstanceChecks {
    byId = Map.copyOf(byId);
  }

  static InstanceChecks of(ConsulInstance instance) {
    Map<String, CheckTrace> traces = new HashMap<>();
    long node = 0;
    for (Check check : instance.checks()) {
      if (InstanceHealth.concerns(check, instance)) {
        traces.put(check.id(), CheckTrace.of(check));
        node = check.id().equals(OF_AGENT) ? check.modified() : node;
      }
    }
    return new InstanceChecks(traces, node);
  }

  /**
   * How long an instance that was well with these checks stays so with those of now: where all that
   * is critical has merely not spoken since its agent started, until it must have (consul-rules
   * H4). A TTL check without a word may as well be a service that says that it fails: it needs a
   * sign of the restart beside it, be it a word that it had before, a probe that has none either,
   * or a node that was away.
   *
   * @return zero where the checks of now mean what they say
   */
  Duration stayWell(InstanceChecks now) {
    boolean restarted = now.nodeIndex != nodeIndex;
    Duration longest = Duration.ZERO;
    for (Map.Entry<String, CheckTrace> entry : now.byId.entrySet()) {
      CheckTrace check = entry.getValue();
      CheckTrace before = byId.get(entry.getKey());
      if (check.isWell()) {
        continue;
      }
      if (before == null || !check.isSilentAfter(before)) {
        return Duration.ZERO;
      }
      restarted |= check.kind() == CheckTrace.Kind.PROBE || !before.silent();
      longest = check.firstWord().compareTo(longest) > 0 ? check.firstWord() : longest;
    }
    return restarted ? longest : Duration.ZERO;
  }
}
