package io.grpcpool.operator.assembly;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. Counts the connections that were ever made to a server. */
final class ConnectionCount extends ServerTransportFilter {

  private final AtomicInteger connections = new AtomicInteger();

  @Override
  public Attributes transportReady(Attributes attributes) {
    connections.incrementAndGet();
    return attributes;
  }

  int get() {
    return connections.get();
  }
}
