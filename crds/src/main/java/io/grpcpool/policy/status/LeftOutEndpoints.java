package io.grpcpool.policy.status;

import io.grpcpool.policy.DocumentPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The backends that are left out: how many, and the first {@value #LISTED} of them.
 *
 * @param count all of them
 * @param listed at most {@value #LISTED}
 */
@DocumentPart
public record LeftOutEndpoints(@Nullable Integer count, @Nullable List<LeftOutEndpoint> listed) {

  /** A status stays small however many backends are wrong. */
  public static final int LISTED = 20;

  public LeftOutEndpoints {
    listed = listed == null ? null : List.copyOf(listed);
  }

  /** Counts all and lists the first. */
  public static LeftOutEndpoints of(List<LeftOutEndpoint> all) {
    return new LeftOutEndpoints(all.size(), all.subList(0, Math.min(LISTED, all.size())));
  }
}
