package io.grpcpool.xds;

import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Confined to the test's thread. A server on loopback, and its raw clients, for one test. */
final class RunningServer implements BeforeEachCallback, AfterEachCallback {

  private final List<RawClient> clients = new ArrayList<>();
  private final XdsServer server;

  RunningServer() {
    this(builder -> builder);
  }

  RunningServer(UnaryOperator<XdsServerBuilder> settings) {
    server = settings.apply(XdsServer.builder()).build();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    server.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    clients.forEach(RawClient::close);
    server.close();
  }

  XdsServer server() {
    return server;
  }

  void publish(ServedResource... upserts) {
    server.publish(ResourceUpdate.of(upserts));
  }

  void remove(ResourceKey... keys) {
    server.publish(ResourceUpdate.removing(keys));
  }

  RawClient connect() {
    return connect(RawClient.NODE);
  }

  RawClient connect(Node node) {
    RawClient client = new RawClient(server.port(), node, Integer.MAX_VALUE);
    clients.add(client);
    return client;
  }

  /** A client that reads nothing until it is told to. */
  RawClient connectSlowReader() {
    RawClient client = new RawClient(server.port(), RawClient.NODE, 0);
    clients.add(client);
    return client;
  }
}
