package io.grpcpool.bench.xds;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpcpool.bench.xds.wire.RawCall;
import io.grpcpool.bench.xds.wire.RawConnection;
import io.grpcpool.bench.xds.wire.ResponseFields;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the event loop of its connection. One xDS client that subscribes to endpoints and
 * answers each response. A stream that ends is opened again, as gRPC clients do: at once if it had
 * a response, else after 1 s, and then ever longer (gRFC A57).
 */
final class Subscriber implements RawCall {

  static final String PATH =
      "/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources";

  private static final String ENDPOINTS =
      "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment";
  private static final double BACKOFF_FACTOR = 1.6;
  private static final double FIRST_BACKOFF_MILLIS = 1_000;

  private final String node;
  private final byte[] names;
  private final byte[] refusal;
  private final Arrivals arrivals;
  private final Runnable firstResponse;
  private final LongSupplier nanoTime;
  private @Nullable RawConnection connection;
  private long latest;
  private boolean answered;
  private boolean everAnswered;
  private double backoff = FIRST_BACKOFF_MILLIS;

  /**
   * A client that has not connected yet.
   *
   * @param refuses whether it answers everything with a NACK
   * @param firstResponse runs once, when the client has its first response
   */
  Subscriber(
      String node,
      List<String> services,
      boolean refuses,
      Arrivals arrivals,
      Runnable firstResponse,
      LongSupplier nanoTime) {
    this.node = node;
    this.names =
        DiscoveryRequest.newBuilder()
            .setTypeUrl(ENDPOINTS)
            .addAllResourceNames(services)
            .build()
            .toByteArray();
    this.refusal =
        refuses
            ? DiscoveryRequest.newBuilder()
                .setErrorDetail(Status.newBuilder().setCode(3).setMessage("refused"))
                .build()
                .toByteArray()
            : new byte[0];
    this.arrivals = arrivals;
    this.firstResponse = firstResponse;
    this.nanoTime = nanoTime;
  }

  @Override
  public void connected(RawConnection ready) {
    connection = ready;
    begin(ready);
  }

  private void begin(RawConnection ready) {
    answered = false;
    ready.begin();
    DiscoveryRequest introduction =
        DiscoveryRequest.newBuilder()
            .setNode(Node.newBuilder().setId(node).setUserAgentName("gRPC Go"))
            .build();
    ready.send(joined(introduction.toByteArray(), names));
  }

  @Override
  public void message(ByteBuf message, RawConnection from) {
    ResponseFields response = ResponseFields.of(message);
    answered = true;
    backoff = FIRST_BACKOFF_MILLIS;
    if (response.stamp() > latest && latest != 0) {
      arrivals.change(nanoTime.getAsLong() - response.stamp());
    } else {
      arrivals.response();
    }
    latest = Math.max(latest, response.stamp());
    // Protobuf reads the fields of joined messages as those of one.
    from.send(
        refusal.length > 0
            ? joined(names, response.nonce(), refusal)
            : joined(names, response.version(), response.nonce()));
    if (!everAnswered) {
      everAnswered = true;
      firstResponse.run();
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteString all = ByteString.EMPTY;
    for (byte[] part : parts) {
      all = all.concat(ByteString.copyFrom(part));
    }
    return all.toByteArray();
  }

  @Override
  public void ended(RawConnection on) {
    if (answered) {
      begin(on);
    } else {
      on.later((long) backoff, () -> begin(on));
      backoff *= BACKOFF_FACTOR;
    }
  }

  @Override
  public void disconnected() {
    connection = null;
  }

  /** Closes the connection; to be called on its thread. */
  void abort() {
    if (connection != null) {
      connection.abort();
    }
  }
}
