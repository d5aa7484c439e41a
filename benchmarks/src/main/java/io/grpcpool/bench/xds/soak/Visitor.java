package io.grpcpool.bench.xds.soak;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpcpool.bench.xds.wire.RawCall;
import io.grpcpool.bench.xds.wire.RawConnection;
import io.grpcpool.xds.ResourceType;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Confined to the event loop of its connection. A client that comes for a moment and misbehaves, by
 * chance: it leaves without a word, sends bytes that are no request or no HTTP/2, never answers, or
 * asks for more and more.
 */
final class Visitor implements RawCall {

  private static final int LONGEST_STAY_MILLIS = 2_000;

  private enum Style {
    LEAVES,
    SENDS_GARBAGE,
    BREAKS_HTTP2,
    NEVER_ANSWERS,
    ASKS_ON
  }

  private final Style style;
  private final RandomGenerator random;
  private final Runnable gone;
  private final int names;

  Visitor(RandomGenerator random, int names, Runnable gone) {
    this.style = Style.values()[random.nextInt(Style.values().length)];
    this.random = random;
    this.names = names;
    this.gone = gone;
  }

  @Override
  public void connected(RawConnection ready) {
    ready.begin();
    if (style == Style.NEVER_ANSWERS) {
      ready.reading(false);
    }
    ready.send(
        request(5)
            .setNode(Node.newBuilder().setId("visitor").setUserAgentName("grpc-node"))
            .build()
            .toByteArray());
    ready.later(random.nextInt(LONGEST_STAY_MILLIS), () -> misbehave(ready));
  }

  private void misbehave(RawConnection on) {
    byte[] bytes = new byte[1 + random.nextInt(1_000)];
    random.nextBytes(bytes);
    switch (style) {
      case SENDS_GARBAGE -> on.send(bytes);
      case BREAKS_HTTP2 -> on.sendRaw(bytes);
      case ASKS_ON -> on.cancel();
      case LEAVES, NEVER_ANSWERS -> {}
    }
    on.later(10, on::abort);
  }

  private DiscoveryRequest.Builder request(int count) {
    List<String> wanted =
        IntStream.range(0, count).mapToObj(i -> Churn.name(random.nextInt(names))).toList();
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(
            random.nextBoolean()
                ? ResourceType.CLUSTER.typeUrl()
                : ResourceType.ENDPOINTS.typeUrl())
        .addAllResourceNames(wanted);
  }

  @Override
  public void message(ByteBuf message, RawConnection from) {
    if (style == Style.ASKS_ON) {
      from.send(request(1 + random.nextInt(50)).build().toByteArray());
    }
  }

  @Override
  public void ended(RawConnection on) {
    // It aborts its connection in a moment.
  }

  @Override
  public void disconnected() {
    gone.run();
  }
}
