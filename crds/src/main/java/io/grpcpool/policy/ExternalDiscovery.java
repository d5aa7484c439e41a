package io.grpcpool.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A source that is added to the control plane as a library.
 *
 * @param source the name that the source gives itself
 * @param parameters what the source is told
 */
@DocumentPart
public record ExternalDiscovery(@Nullable String source, @Nullable Map<String, String> parameters) {
  public ExternalDiscovery {
    parameters = Copies.of(parameters);
  }
}
