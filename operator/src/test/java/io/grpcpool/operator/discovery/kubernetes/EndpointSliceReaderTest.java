package io.grpcpool.operator.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the slices of a Service mean (Kubernetes, EndpointSlice API). */
class EndpointSliceReaderTest {

  private static final Map<String, Map<String, String>> PODS =
      Map.of("pod-1", Map.of("version", "1.4.0"));

  private static EndpointsView read(String port, EndpointSlice... slices) {
    return new EndpointSliceReader(port, PODS::get).read(List.of(slices));
  }

  private static EndpointBuilder pod(String name, String address) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withNewTargetRef()
        .withKind("Pod")
        .withName(name)
        .endTargetRef();
  }

  private static EndpointBuilder withConditions(
      @Nullable Boolean ready, @Nullable Boolean terminating) {
    return pod("pod-1", "10.0.0.1")
        .withNewConditions()
        .withReady(ready)
        .withTerminating(terminating)
        .endConditions();
  }

  private static EndpointSlice slice(String name, String family, EndpointBuilder... endpoints) {
    var slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withAddressType(family)
            .addNewPort()
            .withName("grpc")
            .withPort(50_051)
            .endPort();
    for (EndpointBuilder endpoint : endpoints) {
      slice.addToEndpoints(endpoint.build());
    }
    return slice.build();
  }

  @Test
  void carriesTheLabelsOfThePod() {
    EndpointsView view = read("", slice("s", "IPv4", pod("pod-1", "10.0.0.1")));

    assertThat(view.endpoints())
        .singleElement()
        .satisfies(
            endpoint -> {
              assertThat(endpoint.id()).isEqualTo("pod-1");
              assertThat(endpoint.port()).isEqualTo(50_051);
              assertThat(endpoint.labels()).containsEntry("version", "1.4.0");
            });
  }

  @Test
  void anAbsentReadyMeansReady() {
    EndpointsView view = read("", slice("s", "IPv4", withConditions(null, null)));

    assertThat(view.endpoints())
        .extracting(Endpoint::health)
        .containsExactly(EndpointHealth.PASSING);
  }

  @Test
  void aPodThatIsNotReadyIsCritical() {
    EndpointsView view = read("", slice("s", "IPv4", withConditions(false, null)));

    assertThat(view.endpoints())
        .extracting(Endpoint::health)
        .containsExactly(EndpointHealth.CRITICAL);
  }

  @Test
  void aTerminatingPodIsLeftOutThoughItSaysItIsReady() {
    EndpointsView view = read("", slice("s", "IPv4", withConditions(true, true)));

    assertThat(view.endpoints()).isEmpty();
  }

  @Test
  void takesTheIpv4AddressOfADualStackPod() {
    EndpointsView view =
        read(
            "",
            slice("six", "IPv6", pod("pod-1", "fd00::1")),
            slice("four", "IPv4", pod("pod-1", "10.0.0.1")));

    assertThat(view.endpoints()).extracting(Endpoint::address).containsExactly("10.0.0.1");
  }

  @Test
  void takesAnIpv6AddressWhereThereIsNoOther() {
    EndpointsView view = read("", slice("six", "IPv6", pod("pod-1", "fd00::1")));

    assertThat(view.endpoints()).extracting(Endpoint::address).containsExactly("fd00::1");
  }

  @Test
  void findsThePortByNameAndByNumber() {
    EndpointSlice slice = slice("s", "IPv4", pod("pod-1", "10.0.0.1"));

    assertThat(read("grpc", slice).endpoints()).hasSize(1);
    assertThat(read("50051", slice).endpoints()).hasSize(1);
  }

  @Test
  void namesThePortsThatThereAreWhenTheWantedOneIsMissing() {
    EndpointsView view = read("http", slice("s", "IPv4", pod("pod-1", "10.0.0.1")));

    assertThat(view.endpoints()).isEmpty();
    assertThat(view.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.reason()).contains("\"http\"").contains("grpc=50051"));
  }

  @Test
  void leavesOutASliceOfHostNames() {
    EndpointsView view = read("", slice("s", "FQDN", pod("pod-1", "backend.example")));

    assertThat(view.endpoints()).isEmpty();
    assertThat(view.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.reason()).contains("FQDN"));
  }

  @Test
  void anEndpointWhosePodIsNotKnownYetHasNoLabels() {
    EndpointsView view = read("", slice("s", "IPv4", pod("pod-9", "10.0.0.9")));

    assertThat(view.endpoints())
        .singleElement()
        .satisfies(endpoint -> assertThat(endpoint.labels()).isEmpty());
  }
}
