package io.grpcpool.bench.xds.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ResponseFieldsTest {

  private static final DiscoveryResponse RESPONSE =
      DiscoveryResponse.newBuilder()
          .setVersionInfo("v".repeat(64))
          .setCanary(true)
          .addResources(assignment("a", 5))
          .addResources(assignment("b", 700_000_000_000L))
          .addResources(assignment("c", 6))
          .setTypeUrl("type.googleapis.com/some.Type")
          .setNonce("7z")
          .build();

  @Test
  void readsVersionLatestStampAndNumberOfResources() {
    ResponseFields fields = ResponseFields.of(Unpooled.wrappedBuffer(RESPONSE.toByteArray()));

    assertThat(fields.versionText()).isEqualTo(RESPONSE.getVersionInfo());
    assertThat(fields.stamp()).isEqualTo(700_000_000_000L);
    assertThat(fields.resources()).isEqualTo(3);
  }

  @Test
  void theFieldsThatItCopiesAreThoseOfTheAcknowledgement() throws Exception {
    ResponseFields fields = ResponseFields.of(Unpooled.wrappedBuffer(RESPONSE.toByteArray()));

    DiscoveryRequest request =
        DiscoveryRequest.newBuilder().mergeFrom(fields.version()).mergeFrom(fields.nonce()).build();

    assertThat(request.getVersionInfo()).isEqualTo(RESPONSE.getVersionInfo());
    assertThat(request.getResponseNonce()).isEqualTo("7z");
  }

  @Test
  void aResourceWithoutAStampHasNone() {
    DiscoveryResponse plain =
        DiscoveryResponse.newBuilder()
            .addResources(Any.pack(ClusterLoadAssignment.getDefaultInstance()))
            .build();

    assertThat(ResponseFields.of(Unpooled.wrappedBuffer(plain.toByteArray())).stamp()).isZero();
  }

  private static Any assignment(String name, long stamp) {
    return Any.pack(
        ClusterLoadAssignment.newBuilder()
            .setClusterName(name)
            .addEndpoints(
                LocalityLbEndpoints.newBuilder()
                    .setLocality(Locality.newBuilder().setRegion(Stamp.of(stamp))))
            .build());
  }
}
