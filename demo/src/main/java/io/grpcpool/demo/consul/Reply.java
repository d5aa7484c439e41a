package io.grpcpool.demo.consul;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. What the API answers: a status, headers, and a body that is JSON or a line of text.
 */
record Reply(int status, Map<String, String> headers, String contentType, String body) {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply done() {
    return new Reply(200, Map.of(), "application/json", "");
  }

  static Reply json(Object value) {
    return new Reply(200, Map.of(), "application/json", GSON.toJson(value));
  }

  static Reply error(int status, String message) {
    return new Reply(status, Map.of(), "text/plain; charset=utf-8", message);
  }

  /** A read of the catalogue, with the headers that blocking queries and their readers judge by. */
  static Reply catalog(long index, Object value) {
    return json(value)
        .with("X-Consul-Index", Long.toString(index))
        .with("X-Consul-KnownLeader", "true")
        .with("X-Consul-LastContact", "0")
        .with("X-Consul-Query-Backend", "blocking-query")
        .with("X-Consul-Default-ACL-Policy", "allow");
  }

  Reply with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, contentType, body);
  }
}
