package io.grpcpool.client.consul;

/**
 * Immutable. How a request to the agent ended.
 *
 * @param status the HTTP status; 0 where there was no answer
 * @param message the start of the body, or why there was no answer
 * @param contentHash {@code X-Consul-ContentHash}; empty where the answer has none
 */
record AgentReply(int status, String message, String contentHash) {

  boolean ok() {
    return status / 100 == 2;
  }

  /** For logs: what was answered, and that in one line. */
  @Override
  public String toString() {
    return status == 0 ? message : "HTTP " + status + " " + message;
  }
}
