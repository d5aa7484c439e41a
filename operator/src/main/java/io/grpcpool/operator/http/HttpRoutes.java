package io.grpcpool.operator.http;

import io.grpcpool.operator.http.debug.XdsDebugRoutes;
import io.grpcpool.operator.http.stats.StatsReader;
import io.grpcpool.operator.world.World;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Thread-safe. The paths that this process answers; metrics are added by the framework. */
public final class HttpRoutes {

  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  private final StatsReader stats;
  private final World world;
  private final XdsDebugRoutes debug;

  /** Answers from what these know at the moment of each request. */
  public HttpRoutes(StatsReader stats, XdsDebugRoutes debug) {
    this.debug = debug;
    this.stats = stats;
    this.world = stats.world();
  }

  /** Adds the paths to a router. */
  public void register(Router router) {
    router.get("/health/live").handler(request -> health(request, Health.live()));
    router.get("/health/ready").handler(r -> health(r, Health.ready(world.readiness())));
    // Blocking: the streams are asked for their state on the threads that serve them.
    router
        .get("/stats")
        .blockingHandler(request -> JsonAnswer.send(request, OK, stats.read()), false);
    debug.register(router);
    router.post("/deletions/confirm").blockingHandler(this::confirmDeletions, false);
  }

  /** From this machine alone: the port itself asks nobody who he is. */
  private void confirmDeletions(RoutingContext request) {
    if (isLoopback(request.request().remoteAddress())) {
      world.confirmDeletions();
      JsonAnswer.send(request, ACCEPTED, Map.of("confirmed", world.heldDeletions()));
    } else {
      JsonAnswer.send(
          request, FORBIDDEN, Map.of("error", "only from the control plane's own host"));
    }
  }

  private static boolean isLoopback(SocketAddress peer) {
    try {
      return InetAddress.getByName(peer.hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException neverForLiterals) {
      return false;
    }
  }

  private void health(RoutingContext request, Health health) {
    JsonAnswer.send(request, health.isUp() ? OK : UNAVAILABLE, health);
  }
}
