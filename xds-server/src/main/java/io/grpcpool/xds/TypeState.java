package io.grpcpool.xds;

import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpcpool.xds.Sent.Content;
import io.grpcpool.xds.SubscribedNames.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to its stream's shard. What one stream and one type have said to each other: the rules
 * of the state-of-the-world protocol, with at most one response that is not answered yet.
 */
final class TypeState {

  static final long NOT_PUSHED = Long.MIN_VALUE;

  /** A client gives up on a name after 15 s (gRFC A27, resource timer). */
  static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

  private final ResourceType type;
  private final AdsStream stream;
  private final SubscribedNames names;
  private final ChangedNames changed = new ChangedNames();
  private boolean begun;
  private boolean owesAnswer;
  private @Nullable Future<?> hold;
  private @Nullable String nonce;
  private @Nullable String sentVersion;
  private @Nullable Instant sentAt;
  private @Nullable String ackedVersion;
  private @Nullable Instant ackedAt;
  private @Nullable Sent outstanding;
  private long changedAt = NOT_PUSHED;

  TypeState(ResourceType type, AdsStream stream) {
    this.type = type;
    this.stream = stream;
    this.names =
        new SubscribedNames(name -> stream.shard().subscribe(new ResourceKey(type, name), this));
  }

  AdsStream stream() {
    return stream;
  }

  EncodedResource current(ResourceKey key) {
    return stream.current(key);
  }

  boolean isServedToOthers(ResourceKey key) {
    return stream.isServedToOthers(key);
  }

  /**
   * Takes in a request.
   *
   * @return whether all it did was to answer the last response
   */
  boolean accept(DiscoveryRequest request) {
    boolean first = !begun;
    if (!first && isStale(request.getResponseNonce())) {
      stream.metrics().staleNonce(type);
      return false;
    }
    begun = true;
    Sent sent = outstanding;
    boolean answers = sent != null && sent.nonce().equals(request.getResponseNonce());
    if (sent != null && answers) {
      settle(sent, request);
    }
    if (nonce != null && request.getResponseNonce().isEmpty()) {
      startAfresh();
    }
    Change change = names.replaceBy(request.getResourceNamesList());
    if (change.removed()) {
      changed.prune();
    }
    change.added().forEach(changed::add);
    owesAnswer |= first || !change.added().isEmpty();
    if (first && awaitsNames()) {
      hold = stream.later(LONGEST_HOLD, this::endHold);
    }
    review();
    return answers && change.isEmpty();
  }

  /**
   * An older nonce says that a newer response is on its way to the client, whose answer will repeat
   * the list of names. An empty nonce says the same, but only as long as there is such a response.
   */
  private boolean isStale(String answered) {
    return answered.isEmpty() ? outstanding != null : !answered.equals(nonce);
  }

  /** Who has no nonce though it was answered has forgotten the answer, and waits for another. */
  private void startAfresh() {
    owesAnswer = true;
    names.all().forEach(Subscription::forget);
    names.all().forEach(changed::add);
  }

  private void settle(Sent sent, DiscoveryRequest request) {
    outstanding = null;
    stream.shard().unanswered().ended(this);
    // Never judged by the version, which some clients set to the refused one (rule R4).
    if (request.hasErrorDetail()) {
      Refusal refusal = stream.refusal(sent.version(), request.getErrorDetail().getMessage());
      sent.refuse(refusal);
      stream.refused(type, sent, refusal);
    } else {
      ackedVersion = sent.version();
      ackedAt = stream.instant();
      sent.acknowledge();
      stream.metrics().acknowledged(type, sent.pushedAt());
    }
  }

  /** What is served under a name changed. */
  void changed(Subscription subscription, long publishedAt) {
    subscription.reassess();
    if (subscription.isNews()) {
      changed.add(subscription);
      changedAt = changedAt == NOT_PUSHED ? publishedAt : changedAt;
    }
  }

  /** Ends the wait of the first answer if there is nothing left to wait for. */
  void review() {
    if (hold != null && !awaitsNames()) {
      endHold();
    }
  }

  private boolean awaitsNames() {
    return names.all().stream()
        .anyMatch(
            subscription ->
                subscription.current().isAbsent() && stream.isPending(subscription.key()));
  }

  private void endHold() {
    if (hold != null) {
      hold.cancel(false);
      hold = null;
    }
  }

  /** The response that is due now, or null. The caller sends it. */
  @Nullable EncodedResponse next() {
    if (outstanding != null || hold != null || (changed.isEmpty() && !owesAnswer)) {
      return null;
    }
    List<Content> contents = type.stateOfTheWorld() ? everything() : changed.takeOneMessage();
    long pushedAt = changedAt;
    changedAt = changed.isEmpty() ? NOT_PUSHED : changedAt;
    if (contents.isEmpty() && !owesAnswer) {
      return null;
    }
    owesAnswer = false;
    contents.forEach(content -> content.subscription().sent(content.resource()));
    List<EncodedResource> resources =
        contents.stream().map(Content::resource).filter(resource -> !resource.isAbsent()).toList();
    nonce = stream.nextNonce();
    sentVersion = EncodedResource.versionOf(resources);
    sentAt = stream.instant();
    outstanding = new Sent(nonce, sentVersion, contents, pushedAt);
    stream.shard().unanswered().sent(this, stream.metrics().now());
    stream.metrics().queued(type, pushedAt);
    return new EncodedResponse(type, sentVersion, resources, nonce);
  }

  /** Clients delete what a response leaves out (LDS, CDS), so all goes if anything does. */
  private List<Content> everything() {
    return changed.takeAll() || owesAnswer
        ? names.sorted().stream().map(name -> new Content(name, name.current())).toList()
        : List.of();
  }

  /** Whether one of the names is as the test wants it. */
  boolean anyName(Predicate<Subscription> test) {
    return names.all().stream().anyMatch(test);
  }

  TypeStatus status() {
    List<ResourceStatus> resources = names.sorted().stream().map(Subscription::status).toList();
    return new TypeStatus(
        type,
        resources,
        sentVersion,
        sentAt,
        ackedVersion,
        ackedAt,
        state(
            resources.stream().anyMatch(r -> r.state() == SyncState.ERROR),
            resources.stream().anyMatch(r -> r.state() == SyncState.MISSING)));
  }

  private SyncState state(boolean refused, boolean missing) {
    if (refused) {
      return SyncState.ERROR;
    }
    if (nonce == null) {
      return SyncState.NOT_SENT;
    }
    if (outstanding != null || owesAnswer || !changed.isEmpty()) {
      return SyncState.STALE;
    }
    return missing ? SyncState.MISSING : SyncState.SYNCED;
  }

  /** The stream is over. */
  void end() {
    endHold();
    stream.shard().unanswered().ended(this);
    names.all().forEach(Subscription::end);
  }
}
