package io.grpcpool.operator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;

/** Thread-safe: Jackson's mapper is, once it is made. Ends a request with a document of JSON. */
public final class JsonAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonAnswer() {}

  /** Sends a record, a map or a list. */
  public static void send(RoutingContext request, int status, Object body) {
    try {
      request
          .response()
          .setStatusCode(status)
          .putHeader("content-type", "application/json")
          .end(JSON.writeValueAsString(body) + "\n");
    } catch (JsonProcessingException e) {
      request.fail(e);
    }
  }
}
