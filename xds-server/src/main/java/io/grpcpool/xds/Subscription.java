package io.grpcpool.xds;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Confined to its stream's shard. One name that one stream asked for. */
final class Subscription {

  private final Interest interest;
  private final TypeState owner;
  private @Nullable EncodedResource sent;
  private @Nullable EncodedResource acknowledged;
  private @Nullable EncodedResource refused;
  private @Nullable Refusal refusal;
  private Standing standing = Standing.PENDING;
  private boolean live = true;

  /** Where {@link Interest} keeps this; its own. */
  int position;

  /** The request that named this last; kept by {@link SubscribedNames}. */
  int mark;

  /** Whether this is among its owner's changed names; kept by {@link ChangedNames}. */
  boolean queued;

  Subscription(Interest interest, TypeState owner) {
    this.interest = interest;
    this.owner = owner;
    interest.add(this);
    reassess();
  }

  void end() {
    live = false;
    interest.remove(this);
  }

  boolean isLive() {
    return live;
  }

  ResourceKey key() {
    return interest.key();
  }

  TypeState owner() {
    return owner;
  }

  Standing standing() {
    return standing;
  }

  @Nullable Refusal refusal() {
    return standing == Standing.REFUSED ? refusal : null;
  }

  ResourceStatus status() {
    EncodedResource current = current();
    return new ResourceStatus(
        key().name(), versionOf(sent), versionOf(acknowledged), stateWith(current), refusal());
  }

  private static @Nullable String versionOf(@Nullable EncodedResource resource) {
    return resource == null || resource.isAbsent() ? null : resource.version();
  }

  private SyncState stateWith(EncodedResource current) {
    if (standing == Standing.REFUSED) {
      return SyncState.ERROR;
    }
    if (current.isAbsent()) {
      return SyncState.MISSING;
    }
    if (sent == null && acknowledged == null) {
      return SyncState.NOT_SENT;
    }
    return standing == Standing.ACKNOWLEDGED ? SyncState.SYNCED : SyncState.STALE;
  }

  /** What is served now to this stream. */
  EncodedResource current() {
    return owner.current(key());
  }

  /** Whether the client has not been sent what is served now. */
  boolean isNews() {
    return live && !Objects.equals(current(), sent);
  }

  /** The client has to be sent what is served, even if it was before. */
  void forget() {
    sent = null;
  }

  void sent(EncodedResource content) {
    sent = content;
  }

  void acknowledged(EncodedResource content) {
    acknowledged = content;
    refused = null;
    reassess();
  }

  /** A client that has accepted just this content before cannot have meant it now (A46). */
  void refused(EncodedResource content, Refusal words) {
    if (!Objects.equals(content, acknowledged)) {
      refused = content;
      refusal = words;
      reassess();
    }
  }

  /** Compares what the client said with what is served now. */
  void reassess() {
    if (!live) {
      return;
    }
    Standing next = standingWith(current());
    if (next != standing) {
      Standing before = standing;
      standing = next;
      interest.moved(this, before);
    }
  }

  private Standing standingWith(EncodedResource current) {
    if (current.isAbsent() && owner.isServedToOthers(key())) {
      return Standing.HIDDEN;
    }
    if (Objects.equals(current, acknowledged)) {
      return Standing.ACKNOWLEDGED;
    }
    return Objects.equals(current, refused) ? Standing.REFUSED : Standing.PENDING;
  }
}
