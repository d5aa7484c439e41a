package io.grpcpool.operator.discovery.consul;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Immutable. One scripted reply of {@link ScriptedConsul}. */
record Answer(int status, Map<String, String> headers, byte[] body, Ending ending) {

  /** How the body ends. */
  enum Ending {
    /** As announced. */
    WHOLE,
    /** The connection is closed in the middle of the body. */
    TRUNCATED,
    /** The connection is closed before the first byte of the answer. */
    RESET,
    /** The first byte comes late. */
    SLOW
  }

  /** What Consul 1.19 answers to a read without an index. */
  static Answer read(long index, String body) {
    return new Answer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), Ending.WHOLE)
        .with("X-Consul-Index", Long.toString(index))
        .with("X-Consul-KnownLeader", "true")
        .with("X-Consul-LastContact", "0")
        .with("X-Consul-Query-Backend", "blocking-query");
  }

  /** What Consul 1.19 answers to a blocking query: it never says that a leader is known. */
  static Answer streamed(long index, String body) {
    return read(index, body)
        .with("X-Consul-KnownLeader", "false")
        .with("X-Consul-Query-Backend", "streaming");
  }

  static Answer refused(int status, String body) {
    return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), Ending.WHOLE);
  }

  Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, ending);
  }

  Answer without(String header) {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.remove(header);
    return new Answer(status, fewer, body, ending);
  }

  Answer ending(Ending other) {
    return new Answer(status, headers, body, other);
  }

  Answer gzipped() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(status, headers, bytes.toByteArray(), ending)
        .with("Content-Encoding", "gzip");
  }
}
