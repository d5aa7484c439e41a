package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encoding, versions and variants. */
class ServedResourceTest {

  private static final ClientView GO = new ClientView(ClientImplementation.GO, "");

  @Test
  void versionsAreThoseOfTheBytesWhateverTheOrderOfMapEntries() {
    ServedResource up = ServedResource.of(CLUSTER, "a", clusterWithMetadata(IntStream.range(0, 9)));
    ServedResource down =
        ServedResource.of(CLUSTER, "a", clusterWithMetadata(IntStream.range(0, 9).map(i -> 8 - i)));

    assertThat(up).isEqualTo(down);
    assertThat(up.version(GO)).isEqualTo(down.version(GO)).hasSize(64);
  }

  @Test
  void responsesParseAsTheProtocolsOwn() throws Exception {
    Cluster cluster = named("a");
    EncodedResource resource = EncodedResource.of(CLUSTER, cluster);
    EncodedResponse response = new EncodedResponse(CLUSTER, "v", List.of(resource, resource), "n");

    InputStream bytes = new ResponseMarshaller().stream(response);
    assertThat(bytes.available()).isEqualTo(response.size());
    DiscoveryResponse parsed = DiscoveryResponse.parseFrom(bytes);

    assertThat(parsed.getVersionInfo()).isEqualTo("v");
    assertThat(parsed.getNonce()).isEqualTo("n");
    assertThat(parsed.getTypeUrl()).isEqualTo(CLUSTER.typeUrl());
    assertThat(parsed.getResources(0).unpack(Cluster.class)).isEqualTo(cluster);
    assertThat(parsed.getResourcesCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"JAVA, a, java in a", "JAVA, b, java", "GO, a, in a", "GO, b, any", "OTHER, '', any"})
  void theMostExactVariantWins(ClientImplementation implementation, String zone, String expected) {
    ServedResource resource =
        ServedResource.of(
            CLUSTER,
            "a",
            Map.of(
                ViewSelector.ANY,
                marked("any"),
                ViewSelector.of("a"),
                marked("in a"),
                ViewSelector.of(ClientImplementation.JAVA),
                marked("java"),
                new ViewSelector(ClientImplementation.JAVA, "a"),
                marked("java in a")));

    EncodedResource variant = resource.variantFor(new ClientView(implementation, zone));

    assertThat(variant).isEqualTo(EncodedResource.of(CLUSTER, marked(expected)));
  }

  @Test
  void variantsOfTheSameBytesShareThem() {
    ServedResource resource =
        ServedResource.of(
            CLUSTER, "a", Map.of(ViewSelector.ANY, named("a"), ViewSelector.of("z"), named("a")));

    assertThat(resource.bytes()).isEqualTo(EncodedResource.of(CLUSTER, named("a")).size());
  }

  @Test
  void refusesVariantsThatLeaveAViewWithoutAny() {
    assertThatThrownBy(
            () -> ServedResource.of(CLUSTER, "a", Map.of(ViewSelector.of("z"), named("a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cluster/a");
  }

  @Test
  void refusesAMessageThatIsCalledOtherwise() {
    assertThatThrownBy(() -> ServedResource.of(CLUSTER, "a", named("b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cluster/a: its name is b");
  }

  @Test
  void refusesAMessageOfAnotherType() {
    assertThatThrownBy(() -> ServedResource.of(ENDPOINTS, "a", named("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ClusterLoadAssignment/a: is a envoy.config.cluster.v3.Cluster");
  }

  @Test
  void refusesAResourceThatNoClientCouldReceive() {
    ClusterLoadAssignment large =
        ClusterLoadAssignment.newBuilder()
            .setClusterName("a")
            .putNamedEndpoints("x".repeat(ServedResource.MAX_BYTES), Endpoint.getDefaultInstance())
            .build();

    assertThatThrownBy(() -> ServedResource.of(ENDPOINTS, "a", large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 3670016");
  }

  @ParameterizedTest
  @CsvSource({
    "gRPC Java, JAVA",
    "gRPC Go, GO",
    "gRPC C-core linux, CPP",
    "gRPC Node Pure JS, NODE",
    "envoy, OTHER",
    "'', OTHER"
  })
  void tellsImplementationsByTheirUserAgent(String userAgent, ClientImplementation expected) {
    assertThat(ClientImplementation.of(userAgent)).isEqualTo(expected);
  }

  private static Cluster named(String name) {
    return Cluster.newBuilder().setName(name).build();
  }

  private static Cluster marked(String mark) {
    return Cluster.newBuilder().setName("a").setAltStatName(mark).build();
  }

  private static Cluster clusterWithMetadata(IntStream keys) {
    Struct.Builder fields = Struct.newBuilder();
    keys.forEach(
        key -> fields.putFields("key-" + key, Value.newBuilder().setNumberValue(key).build()));
    return named("a").toBuilder()
        .setMetadata(Metadata.newBuilder().putFilterMetadata("m", fields.build()))
        .build();
  }
}
