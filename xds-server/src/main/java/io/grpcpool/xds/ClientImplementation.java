package io.grpcpool.xds;

import java.util.Locale;

/** Immutable. The gRPC implementation behind a stream, told by {@code Node.user_agent_name}. */
public enum ClientImplementation {
  JAVA("gRPC Java"),
  GO("gRPC Go"),
  CPP("gRPC C-core"),
  NODE("gRPC Node"),
  /** Anything else; it gets the variants that name no implementation. */
  OTHER("");

  private final String userAgentPrefix;

  ClientImplementation(String userAgentPrefix) {
    this.userAgentPrefix = userAgentPrefix;
  }

  /** The bounded label of metrics and debug pages, for example {@code java}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ClientImplementation of(String userAgentName) {
    for (ClientImplementation candidate : values()) {
      if (userAgentName.startsWith(candidate.userAgentPrefix)) {
        return candidate;
      }
    }
    return OTHER;
  }
}
