package io.grpcpool.operator.compile;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;

/** Immutable. Listeners of clients, gRFC A27. */
final class ListenerMessages {

  /** Clients refuse a listener whose last filter is another (gRFC A39). */
  private static final HttpFilter ROUTER =
      HttpFilter.newBuilder()
          .setName("router")
          .setTypedConfig(Any.pack(Router.getDefaultInstance()))
          .build();

  private ListenerMessages() {}

  /**
   * The listener of one name.
   *
   * @param routes inlined: with routes of their own, C-core 1.51 and grpc-js-xds 1.14 hang when a
   *     listener goes and comes back
   */
  static Listener listener(String name, RouteConfiguration routes) {
    HttpConnectionManager connectionManager =
        HttpConnectionManager.newBuilder()
            .setStatPrefix(routes.getName())
            .setRouteConfig(routes)
            .addHttpFilters(ROUTER)
            .build();
    return Listener.newBuilder()
        .setName(name)
        .setApiListener(ApiListener.newBuilder().setApiListener(Any.pack(connectionManager)))
        .build();
  }
}
