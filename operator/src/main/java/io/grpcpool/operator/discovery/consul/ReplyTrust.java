package io.grpcpool.operator.discovery.consul;

import io.grpcpool.operator.discovery.consul.ConsulReply.Answer;
import io.grpcpool.operator.discovery.consul.ConsulReply.Failure;
import io.grpcpool.operator.discovery.consul.ConsulReply.Refusal;
import io.grpcpool.operator.discovery.consul.Doubt.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Whether a reply says what is in the catalogue. Consul answers 200 also when it has no
 * leader, filtered the list, or has nothing to answer from.
 *
 * @param hasToken Consul does not say that it filtered the list of a request without a token
 */
record ReplyTrust(Duration maxContact, boolean hasToken) {

  /** Null where the reply can be believed so far. */
  @Nullable Doubt doubt(ConsulReply<?> reply) {
    if (reply instanceof Refusal<?> refusal) {
      return refused(refusal);
    }
    if (reply instanceof Failure<?> failure) {
      return new Doubt(Cause.UNAVAILABLE, failure.reason());
    }
    return of(((Answer<?>) reply).headers());
  }

  /** Null where an empty list is what the catalogue holds, as far as this reply can tell. */
  @Nullable Doubt doubtOfNothing(ReplyHeaders headers) {
    if (headers.streaming() && headers.index() <= 1) {
      return new Doubt(Cause.STALE, "the agent streams without a snapshot");
    }
    return headers.defaultDeny() && !hasToken
        ? new Doubt(Cause.ACL_FILTERED, "Consul denies by default and no token is set")
        : null;
  }

  /**
   * A streaming answer always says that no leader is known and never that it was filtered, healthy
   * or not: its headers mean nothing.
   */
  private @Nullable Doubt of(ReplyHeaders headers) {
    if (headers.streaming()) {
      return null;
    }
    if (headers.aclFiltered()) {
      return new Doubt(
          Cause.ACL_FILTERED, "the list was filtered: the token needs service:read and node:read");
    }
    if (!headers.knownLeader()) {
      return new Doubt(Cause.STALE, "the server knows no leader");
    }
    return headers.lastContactMillis() > maxContact.toMillis()
        ? new Doubt(Cause.STALE, "the server lost contact to its leader")
        : null;
  }

  private static Doubt refused(Refusal<?> refusal) {
    String message =
        "HTTP " + refusal.status() + (refusal.excerpt().isEmpty() ? "" : ": " + refusal.excerpt());
    return switch (refusal.status()) {
      case 401, 403 -> new Doubt(Cause.DENIED, message);
      case 429 -> new Doubt(Cause.BUSY, message);
      default -> new Doubt(Cause.UNAVAILABLE, message);
    };
  }
}
