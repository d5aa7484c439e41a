package io.grpcpool.operator.discovery.consul;

import java.io.IOException;
import java.io.InputStream;

/** Thread-safe: reads a body while it is decompressed, on one of the HTTP client's threads. */
@FunctionalInterface
interface BodyParser<T> {
  T parse(InputStream body) throws IOException;
}
