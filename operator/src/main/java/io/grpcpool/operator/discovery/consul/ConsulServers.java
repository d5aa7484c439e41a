package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Failure;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by itself. Which of several agents or servers is asked. One that cannot be
 * reached or answers 429, "this server cannot" (developer.hashicorp.com/consul/docs/agent/limits),
 * is left at once; one that fails otherwise, or has no leader, after three times in a row.
 */
final class ConsulServers {
  private static final Logger LOG = LoggerFactory.getLogger(ConsulServers.class);
  private static final int PERSISTENT = 3;
  private static final int TOO_MANY = 429;

  private final List<URI> addresses;
  private int index;
  private int failures;
  private boolean moving;

  ConsulServers(ConsulAddresses addresses) {
    this.addresses = addresses.all();
  }

  synchronized URI current() {
    return addresses.get(index);
  }

  /**
   * Takes what a server answered.
   *
   * @return true where others are asked from here on
   */
  synchronized boolean heard(URI from, ConsulReply<?> reply) {
    if (addresses.size() == 1 || !from.equals(current())) {
      return false;
    }
    if (!fails(reply)) {
      failures = 0;
      moving = false;
      return false;
    }
    failures++;
    if (failures < PERSISTENT && !cannot(reply)) {
      return false;
    }
    failures = 0;
    index = (index + 1) % addresses.size();
    log(from, reply);
    return true;
  }

  private void log(URI from, ConsulReply<?> reply) {
    String text = "consul: {} is left for {}: {}";
    if (moving) {
      // An outage of all of them is one line, however long it lasts.
      LOG.debug(text, from, current(), reply);
    } else {
      LOG.warn(text, from, current(), reply);
    }
    moving = true;
  }

  /** Denials are the same everywhere. */
  private static boolean fails(ConsulReply<?> reply) {
    if (reply instanceof Refusal<?> refusal) {
      return refusal.status() >= 500 || refusal.status() == TOO_MANY;
    }
    return reply instanceof Failure<?>
        || (reply instanceof Answer<?> answer
            && !answer.headers().streaming()
            && !answer.headers().knownLeader());
  }

  private static boolean cannot(ConsulReply<?> reply) {
    return reply instanceof Refusal<?> refusal
        ? refusal.status() == TOO_MANY
        : reply instanceof Failure<?> failure && failure.reason().equals(Failure.CANNOT_CONNECT);
  }
}
