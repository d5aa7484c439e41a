package io.grpcpool.demo.consul;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. A request as the API sees it: decoded path segments below {@code /v1}, parameters,
 * body.
 */
record Query(String method, List<String> path, Map<String, String> parameters, byte[] body) {
  private static final int MAX_BODY = 1 << 20;
  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  static Query of(HttpExchange exchange) throws IOException {
    List<String> path =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
            .toList();
    Map<String, String> parameters = new TreeMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(
          URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
          equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new BadRequestException(413, "Request body too large, max size: " + MAX_BODY);
    }
    return new Query(exchange.getRequestMethod(), path, parameters, body);
  }

  boolean has(String parameter) {
    return parameters.containsKey(parameter);
  }

  String parameter(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  /** Whether a parameter such as {@code replace-existing-checks} is given and not "false". */
  boolean flag(String name) {
    return has(name) && !"false".equals(parameters.get(name));
  }

  /** The index that the caller has seen; 0: it wants an answer at once. */
  long index() {
    String text = parameter("index", "0");
    if (!text.matches("\\d{1,18}")) {
      throw new BadRequestException("Invalid index");
    }
    return Long.parseLong(text);
  }

  /** How long a blocking query may wait: 5 minutes by default, 10 at most (Consul's own limits). */
  Duration waitTime() {
    Duration wait = has("wait") ? GoDuration.parse(parameter("wait", "")) : DEFAULT_WAIT;
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  JsonObject json() {
    try {
      return JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new BadRequestException("Request decode failed: " + e.getMessage());
    }
  }
}
