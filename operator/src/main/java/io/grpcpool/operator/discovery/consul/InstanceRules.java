package io.grpcpool.operator.discovery.consul;

/**
 * Immutable. How an instance's address and port are read.
 *
 * @param addressTag a key of {@code TaggedAddresses} ({@code lan_ipv4}, {@code wan}, …) to prefer;
 *     empty: {@code Service.Address}, else {@code Node.Address}
 * @param portName which of {@code Service.Ports} is gRPC's, where an instance has several
 */
public record InstanceRules(String addressTag, String portName) {

  /** No tagged address; the port named {@code grpc}. */
  public static final InstanceRules DEFAULT = new InstanceRules("", "grpc");
}
