package io.grpcpool.it.kubernetes;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpcpool.it.support.Kubectl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints of a Service. No controller runs here: pods and slices are written by hand. */
@Timeout(180)
class EndpointSlicesIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;
  @AutoClose private static Installation grpcpool;
  private static Kubectl kubectl;

  @BeforeAll
  static void install() {
    grpcpool = Installation.start(folder, Map.of());
    kubectl = grpcpool.kubectl();
  }

  @Test
  void theLabelsOfPodsPutTheirEndpointsIntoTracks() {
    kubectl.run("create", "namespace", "labels");

    kubectl.apply(service(true) + policy(), "-n", "labels");

    await().atMost(SOON).until(() -> usable("labels").equals("1 1"));
  }

  @Test
  void anEndpointThatIsNotReadyIsNotUsable() {
    kubectl.run("create", "namespace", "readiness");
    kubectl.apply(service(true) + policy(), "-n", "readiness");
    await().atMost(SOON).until(() -> usable("readiness").equals("1 1"));

    kubectl.apply(service(false), "-n", "readiness");

    await().atMost(SOON).until(() -> usable("readiness").equals("1 0"));
  }

  @Test
  void aPodThatIsRelabelledChangesItsTrack() {
    kubectl.run("create", "namespace", "relabelled");
    kubectl.apply(service(true) + policy(), "-n", "relabelled");
    await().atMost(SOON).until(() -> usable("relabelled").equals("1 1"));

    kubectl.run("label", "pod/new", "version=2.0.0", "--overwrite", "-n", "relabelled");

    await().atMost(SOON).until(() -> usable("relabelled").equals("2 0"));
  }

  @Test
  void aTrackTakesTheEndpointsOfAServiceOfItsOwn() {
    kubectl.run("create", "namespace", "services");

    kubectl.apply(service(true) + canaryService() + policyOfServices(), "-n", "services");

    await().atMost(SOON).until(() -> usable("services").equals("2 1"));
  }

  @Test
  void aPodThatTheServiceOfATrackTakesLeavesTheOtherTrack() {
    kubectl.run("create", "namespace", "moved");
    kubectl.apply(service(true) + canaryService() + policyOfServices(), "-n", "moved");
    await().atMost(SOON).until(() -> usable("moved").equals("2 1"));

    kubectl.apply(
        canaryService().replace("10.1.0.3", "10.1.0.2").replace("third", "new"), "-n", "moved");

    await().atMost(SOON).until(() -> usable("moved").equals("1 1"));
  }

  private static String usable(String namespace) throws IOException {
    JsonNode tracks = grpcpool.stats(namespace, "catalog").path("tracks");
    return tracks.path(0).path("endpoints").path("usable").asText()
        + " "
        + tracks.path(1).path("endpoints").path("usable").asText();
  }

  private static String policy() {
    return """
        ---
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: catalog}
        spec:
          discovery: {kubernetes: {service: catalog, port: grpc}}
          tracks:
            - {name: stable, selector: {version: 2.0.0}, weight: 90}
            - {name: canary, selector: {version: 2.1.0}, weight: 10}
        """;
  }

  private static String policyOfServices() {
    return """
        ---
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: catalog}
        spec:
          discovery: {kubernetes: {service: catalog, port: grpc}}
          tracks:
            - {name: stable, weight: 90}
            - {name: canary, service: catalog-canary, weight: 10}
        """;
  }

  private static String canaryService() {
    return """
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: catalog-canary-1, labels: {kubernetes.io/service-name: catalog-canary}}
        addressType: IPv4
        ports: [{name: grpc, port: 50051, protocol: TCP}]
        endpoints:
          - {addresses: [10.1.0.3], conditions: {ready: true}, targetRef: {kind: Pod, name: third}}
        """;
  }

  private static String service(boolean newIsReady) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: old, labels: {version: 2.0.0}}
        spec: {containers: [{name: catalog, image: catalog}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: new, labels: {version: 2.1.0}}
        spec: {containers: [{name: catalog, image: catalog}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: catalog-1, labels: {kubernetes.io/service-name: catalog}}
        addressType: IPv4
        ports: [{name: grpc, port: 50051, protocol: TCP}]
        endpoints:
          - {addresses: [10.1.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: old}}
          - {addresses: [10.1.0.2], conditions: {ready: %s}, targetRef: {kind: Pod, name: new}}
        """
        .formatted(newIsReady);
  }
}
