package io.grpcpool.operator.assembly;

import io.grpcpool.operator.discovery.EndpointSource;
import io.grpcpool.operator.discovery.EndpointSourceProvider;
import java.util.Map;

/** Immutable. A source as somebody else would add it: found by ServiceLoader. */
public final class TextFileSourceProvider implements EndpointSourceProvider {

  @Override
  public String kind() {
    return "text";
  }

  @Override
  public EndpointSource create(Map<String, String> settings) {
    return new TextFileSource();
  }
}
