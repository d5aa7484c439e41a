package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable, as long as nobody changes what is inside the spec; nobody may. The spec that is served
 * while a later one is refused. It is kept as it was written, whatever fields a later version of
 * the document has.
 *
 * @param generation of the spec
 * @param spec a {@code GrpcPoolPolicySpec} as JSON has it
 */
@DocumentPart
public record LastAccepted(@Nullable Long generation, @Nullable Map<String, Object> spec) {
  public LastAccepted {
    spec = spec == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(spec));
  }
}
