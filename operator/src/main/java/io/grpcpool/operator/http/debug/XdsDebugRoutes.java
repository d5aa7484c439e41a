package io.grpcpool.operator.http.debug;

import io.grpcpool.operator.http.JsonAnswer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;

/** Thread-safe. The paths below {@code /debug/xds}. */
public final class XdsDebugRoutes {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  private final XdsDebug debug;

  /** Answers from what this knows at the moment of each request. */
  public XdsDebugRoutes(XdsDebug debug) {
    this.debug = debug;
  }

  /** Adds the paths to a router. */
  public void register(Router router) {
    page(router, "syncz", debug::syncz);
    page(router, "clients", debug::clients);
    page(router, "resources", debug::resources);
    page(router, "pushes", debug::pushes);
  }

  /** Blocking: the streams are asked for their state on the threads that serve them. */
  private static void page(Router router, String name, Function<DebugQuery, Object> page) {
    router.get("/debug/xds/" + name).blockingHandler(request -> answer(request, page), false);
  }

  private static void answer(RoutingContext request, Function<DebugQuery, Object> page) {
    try {
      JsonAnswer.send(request, OK, page.apply(DebugQuery.of(request.queryParams())));
    } catch (IllegalArgumentException e) {
      JsonAnswer.send(request, BAD_REQUEST, Map.of("error", String.valueOf(e.getMessage())));
    }
  }
}
