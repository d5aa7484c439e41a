package io.grpcpool.client.pool;

import io.grpc.Status;
import java.util.List;
import java.util.Objects;

/**
 * Immutable. What a call is told where no endpoint can be reached: each of them with its cause, as
 * many as fit.
 */
final class FailureReport {

  private static final int LONGEST = 1_500;
  private static final int LONGEST_CAUSE = 200;

  private FailureReport() {}

  /**
   * Always UNAVAILABLE: grpc-java rewrites most other codes of a policy to INTERNAL (gRFC A54).
   *
   * @param endpoints none of which is usable, each with its failure
   */
  static Status of(PoolName pool, List<EndpointView> endpoints) {
    if (endpoints.isEmpty()) {
      return Status.UNAVAILABLE.withDescription("pool of " + pool + ": no endpoints");
    }
    StringBuilder text =
        new StringBuilder("pool of ")
            .append(pool)
            .append(": none of ")
            .append(endpoints.size())
            .append(" endpoints can be reached");
    int named = 0;
    for (EndpointView endpoint : endpoints) {
      String line = "; " + endpoint.address() + ": " + cause(failure(endpoint));
      if (text.length() + line.length() > LONGEST) {
        text.append("; and ").append(endpoints.size() - named).append(" more");
        break;
      }
      text.append(line);
      named++;
    }
    return Status.UNAVAILABLE
        .withDescription(text.toString())
        .withCause(failure(endpoints.get(0)).getCause());
  }

  private static Status failure(EndpointView endpoint) {
    return Objects.requireNonNull(endpoint.failure());
  }

  /** What grpc-java says of a dial is "io exception"; the cause says which. */
  private static String cause(Status failure) {
    Throwable cause = failure.getCause();
    String text =
        cause != null && cause.getMessage() != null ? cause.getMessage() : failure.getDescription();
    String line = String.valueOf(text).replaceAll("\\s+", " ");
    return line.length() > LONGEST_CAUSE ? line.substring(0, LONGEST_CAUSE) + "…" : line;
  }
}
