package io.grpcpool.bench.xds.peer;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.grpcpool.bench.xds.wire.Stamp;
import java.util.List;
import java.util.stream.IntStream;

/** Stateless. The endpoints that are served in a benchmark. */
final class Assignments {

  private static final int BYTE = 256;

  private Assignments() {}

  /** An assignment per service, from 0 on. */
  static List<ClusterLoadAssignment> of(int services, int endpoints, long stamp) {
    return IntStream.range(0, services)
        .mapToObj(number -> of(ServiceNames.ofNumber(number), endpoints, stamp))
        .toList();
  }

  /**
   * One assignment.
   *
   * @param stamp makes the content new, and tells when it was made
   */
  static ClusterLoadAssignment of(String service, int endpoints, long stamp) {
    LocalityLbEndpoints.Builder locality =
        LocalityLbEndpoints.newBuilder()
            .setLocality(Locality.newBuilder().setRegion(Stamp.of(stamp)))
            .setLoadBalancingWeight(UInt32Value.of(1));
    IntStream.range(0, endpoints).forEach(number -> locality.addLbEndpoints(endpoint(number)));
    return ClusterLoadAssignment.newBuilder()
        .setClusterName(service)
        .addEndpoints(locality)
        .build();
  }

  private static LbEndpoint endpoint(int number) {
    return LbEndpoint.newBuilder()
        .setEndpoint(
            Endpoint.newBuilder()
                .setAddress(
                    Address.newBuilder()
                        .setSocketAddress(
                            SocketAddress.newBuilder()
                                .setAddress("10.0." + number / BYTE + "." + number % BYTE)
                                .setPortValue(8080))))
        .build();
  }
}
