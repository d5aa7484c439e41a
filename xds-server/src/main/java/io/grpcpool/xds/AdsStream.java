package io.grpcpool.xds;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.admission.Excess;
import io.grpcpool.xds.admission.TokenBucket;
import io.grpcpool.xds.identity.ClientSession;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confined to its shard. One client's ADS stream. */
final class AdsStream {

  private static final Logger LOG = LoggerFactory.getLogger(AdsStream.class);

  private static final int LONGEST_NODE_ID = 512;
  private static final int LONGEST_MESSAGE = 1_000;

  private final long number;
  private final ServerCall<DiscoveryRequest, EncodedResponse> call;
  private final StreamShard shard;
  private final AdmissionLimits limits;
  private final ClientSession session;
  private final TokenBucket requests;
  private final Instant connectedSince;

  /** In the order of {@link ResourceType}, which is the order of sending. */
  private final Map<ResourceType, TypeState> types = new EnumMap<>(ResourceType.class);

  private @Nullable Client client;
  private @Nullable Future<?> end;
  private long nonces;
  private boolean reviewDue;
  private boolean closed;

  /** Immutable. What the first message of the stream says of the client. */
  private record Client(String node, ClientView view, String userAgentVersion) {

    static Client of(Node node) {
      return new Client(
          ClientWords.plain(node.getId(), LONGEST_NODE_ID),
          ClientView.of(node),
          ClientWords.plain(node.getUserAgentVersion(), LONGEST_NODE_ID));
    }
  }

  AdsStream(
      long number,
      ServerCall<DiscoveryRequest, EncodedResponse> call,
      StreamShard shard,
      AdmissionLimits limits,
      ClientSession session) {
    this.number = number;
    this.call = call;
    this.session = session;
    this.shard = shard;
    this.limits = limits;
    this.requests = limits.newRequestBucket(metrics().now());
    this.connectedSince = instant();
  }

  /** Of no effect if the client has gone while it waited to be admitted. */
  void open() {
    if (closed) {
      return;
    }
    Status farewell = shard.farewell();
    if (farewell != null) {
      close(farewell);
      return;
    }
    shard.opened(this);
    Duration longest = session.longest();
    if (longest != null) {
      // OK, and after a response: the client comes again at once, and counts no failure (A57).
      end = later(longest, () -> close(Status.OK));
    }
    call.sendHeaders(new Metadata());
    call.request(1);
  }

  void onRequest(DiscoveryRequest request) {
    if (closed) {
      return;
    }
    if (request == RequestMarshaller.UNREADABLE) {
      close(Status.INVALID_ARGUMENT.withDescription("the message is not a DiscoveryRequest"));
      return;
    }
    Excess excess = excessOf(request);
    if (excess == null) {
      introduce(request);
      boolean onlyAnswers = accept(request);
      excess = onlyAnswers || requests.tryTake(metrics().now()) ? null : limits.tooManyRequests();
    }
    if (excess != null) {
      metrics().admission().rejected(excess);
      close(excess.status());
      return;
    }
    pump();
    call.request(1);
  }

  private @Nullable Excess excessOf(DiscoveryRequest request) {
    Excess excess = client == null ? limits.excessOf(request.getNode()) : null;
    return excess != null ? excess : limits.excessOf(request);
  }

  /** Only the first message is sure to have the node; most clients leave it out of others. */
  private void introduce(DiscoveryRequest request) {
    if (client == null) {
      client = Client.of(request.getNode());
      metrics().connected(client.view().implementation());
    }
  }

  private boolean accept(DiscoveryRequest request) {
    ResourceType type = ResourceType.ofUrl(request.getTypeUrl());
    metrics().requested(type, request.getSerializedSize());
    return type != null
        && types.computeIfAbsent(type, of -> new TypeState(of, this)).accept(request);
  }

  /** Sends what is due, as far as the client reads. */
  void pump() {
    for (TypeState type : types.values()) {
      if (closed || !call.isReady()) {
        return;
      }
      long began = metrics().now();
      EncodedResponse response = type.next();
      if (response != null) {
        long built = metrics().now();
        call.sendMessage(response);
        metrics().sent(response, built - began, metrics().now() - built);
      }
    }
  }

  /** Notes that {@link #review} is due; false where that is known already. */
  boolean toBeReviewed() {
    boolean news = !reviewDue;
    reviewDue = true;
    return news;
  }

  /** Asks again whether first answers have to wait. */
  void review() {
    reviewDue = false;
    types.values().forEach(TypeState::review);
    pump();
  }

  void close(Status status) {
    if (!closed) {
      call.close(status, new Metadata());
      ended(status);
    }
  }

  /** The call is over. */
  void ended(Status status) {
    if (closed) {
      return;
    }
    closed = true;
    if (end != null) {
      end.cancel(false);
    }
    types.values().forEach(TypeState::end);
    types.clear();
    shard.remove(this);
    if (client != null) {
      metrics().disconnected(client.view().implementation());
    }
    metrics().ended(status);
    LOG.debug("stream ended: node={} peer={} status={}", node(), peer(), status);
  }

  StreamShard shard() {
    return shard;
  }

  XdsMetrics metrics() {
    return shard.context().metrics();
  }

  /** The wall clock of what is shown. */
  Instant instant() {
    return shard.context().clock().instant();
  }

  EncodedResource current(ResourceKey key) {
    return shard
        .context()
        .table()
        .get(key, Objects.requireNonNull(client).view(), session.identity());
  }

  /** Of a name that is absent here: whether its audience is why. */
  boolean isServedToOthers(ResourceKey key) {
    return shard.context().table().contains(key);
  }

  boolean isPending(ResourceKey key) {
    return shard.context().knowledge().isPending(key, session.identity());
  }

  String nextNonce() {
    return Long.toString(++nonces, Character.MAX_RADIX);
  }

  /** Runs something on this stream after a delay, then sends what is due. */
  Future<?> later(Duration delay, Runnable action) {
    Runnable confined =
        () -> {
          action.run();
          pump();
        };
    return shard
        .context()
        .scheduler()
        .schedule(() -> shard.run(this, confined), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  Refusal refusal(String version, String message) {
    return new Refusal(node(), version, ClientWords.plain(message, LONGEST_MESSAGE), instant());
  }

  void refused(ResourceType type, Sent sent, Refusal refusal) {
    metrics().refused(type);
    LOG.warn(
        "client refused resources and keeps what it had: node={} peer={} type={} version={}"
            + " names={} message={}",
        node(),
        peer(),
        type.label(),
        sent.version(),
        sent.contents().stream().limit(10).map(c -> c.subscription().key().name()).toList(),
        refusal.message());
  }

  long number() {
    return number;
  }

  boolean matches(ClientQuery query) {
    return query.node().test(node())
        && (query.names().isEmpty()
            || types.values().stream().anyMatch(t -> t.anyName(s -> query.wants(s.key().name()))))
        && (!query.refusing()
            || types.values().stream().anyMatch(t -> t.anyName(s -> s.refusal() != null)));
  }

  ClientStatus status() {
    Client known = client == null ? Client.of(Node.getDefaultInstance()) : client;
    return new ClientStatus(
        number,
        known.node(),
        known.view(),
        known.userAgentVersion(),
        peer(),
        session.identity().name(),
        connectedSince,
        types.values().stream().map(TypeState::status).toList());
  }

  private String node() {
    return client == null ? "" : client.node();
  }

  private String peer() {
    return String.valueOf(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
  }
}
