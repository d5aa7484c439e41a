package io.grpcpool.bench.xds.soak;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.ByteBufInputStream;
import io.grpcpool.bench.xds.wire.RawCall;
import io.grpcpool.bench.xds.wire.RawConnection;
import io.grpcpool.xds.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Confined to the event loop of its connection, but for {@link #held}. A client that stays: it
 * acknowledges all it gets, or refuses all, and may read in fits and starts.
 */
final class SteadyClient implements RawCall {

  private static final int PAUSE_MILLIS = 300;

  private final String node;
  private final List<String> names;
  private final boolean refuses;
  private final boolean slow;
  private final Map<String, String> held = new ConcurrentHashMap<>();
  private volatile boolean resting;

  SteadyClient(String node, List<String> names, boolean refuses, boolean slow) {
    this.node = node;
    this.names = List.copyOf(names);
    this.refuses = refuses;
    this.slow = slow;
  }

  @Override
  public void connected(RawConnection ready) {
    ready.begin();
    ready.send(
        request()
            .setNode(Node.newBuilder().setId(node).setUserAgentName("gRPC Go"))
            .build()
            .toByteArray());
    if (slow) {
      ready.later(PAUSE_MILLIS, () -> toggle(ready, false));
    }
  }

  /** Stops reading, or reads again; in the end it reads for good. */
  private void toggle(RawConnection on, boolean reads) {
    on.reading(reads || resting);
    if (!resting) {
      on.later(PAUSE_MILLIS, () -> toggle(on, !reads));
    }
  }

  private DiscoveryRequest.Builder request() {
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(ResourceType.CLUSTER.typeUrl())
        .addAllResourceNames(names);
  }

  @Override
  public void message(ByteBuf message, RawConnection from) {
    try {
      DiscoveryResponse response = DiscoveryResponse.parseFrom(new ByteBufInputStream(message));
      replaceHeld(response.getResourcesList());
      DiscoveryRequest.Builder answer = request().setResponseNonce(response.getNonce());
      if (refuses) {
        answer.getErrorDetailBuilder().setCode(3).setMessage("refused by " + node);
      } else {
        answer.setVersionInfo(response.getVersionInfo());
      }
      from.send(answer.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A response with clusters is the whole of them. */
  private void replaceHeld(List<Any> resources) throws InvalidProtocolBufferException {
    held.clear();
    for (Any resource : resources) {
      Cluster cluster = resource.unpack(Cluster.class);
      held.put(cluster.getName(), cluster.getAltStatName());
    }
  }

  /** Reads without pauses from now on. */
  void rest() {
    resting = true;
  }

  /** Whether it holds, of the names that it asked for, just what is served. */
  boolean holds(Map<String, String> served) {
    Map<String, String> wanted = new HashMap<>(served);
    wanted.keySet().retainAll(names);
    return held.equals(wanted);
  }

  @Override
  public String toString() {
    return node + (refuses ? " (refuses)" : "") + (slow ? " (slow)" : "");
  }

  @Override
  public void ended(RawConnection on) {
    held.put("stream", "ended");
  }

  @Override
  public void disconnected() {
    held.put("connection", "lost");
  }
}
