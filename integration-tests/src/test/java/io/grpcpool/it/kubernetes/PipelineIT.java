package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpcpool.client.bootstrap.Bootstrap;
import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.it.support.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything real and at once: the policy in Kubernetes, the service in Consul, and a grpc-java
 * channel that sees what kubectl edits. The methods are the steps of one canary.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CALLS = 1000;

  @TempDir static Path folder;
  @AutoClose private static ConsulAgent consul;
  @AutoClose private static Installation grpcpool;
  private static Kubectl kubectl;
  @AutoClose private static VersionBackend stable;
  @AutoClose private static VersionBackend canary;

  @AutoClose("shutdownNow")
  private static ManagedChannel channel;

  @BeforeAll
  static void start() throws Exception {
    consul =
        ConsulAgent.start(TestServers.locate(), Files.createDirectory(folder.resolve("consul")));
    stable = VersionBackend.start("user-service", "1.4.0", consul.port());
    canary = VersionBackend.start("user-service", "1.5.0", consul.port());
    grpcpool =
        Installation.start(
            Files.createDirectory(folder.resolve("kubernetes")),
            Map.of("CONSUL_HTTP_ADDR", consul.address()));
    kubectl = grpcpool.kubectl();
    kubectl.run("apply", "-f", Manifests.CONFIG.resolve("samples/user-service.yaml").toString());
    kubectl.run("wait", "--for=condition=Ready", "gpp/user-service", "--timeout=60s");
    Bootstrap.forServer(grpcpool.controlPlane().xds()).nodeId("pipeline").build().install();
    channel =
        Grpc.newChannelBuilder("xds:///user-service", InsecureChannelCredentials.create()).build();
  }

  @Test
  @Order(1)
  void oneCallInTenGoesToTheCanary() {
    Map<String, Long> answers = ask();

    // The 99.99 % interval of a binomial with p = 0.1 over 1,000 calls.
    assertThat(answers.getOrDefault("1.5.0", 0L)).isBetween(63L, 137L);
    assertThat(answers.getOrDefault("1.4.0", 0L)).isEqualTo(CALLS - answers.get("1.5.0"));
  }

  @Test
  @Order(2)
  void theClientIsCountedAndHasAcknowledged() {
    await()
        .atMost(SOON)
        .until(
            () ->
                kubectl
                    .run("get", "gpp/user-service", "-o", "jsonpath={.status.summary.clients}")
                    .equals("1/1"));
    assertThat(
            kubectl.run(
                "get",
                "gpp/user-service",
                "-o",
                "jsonpath={.status.tracks[*].acknowledgedBasisPoints}"))
        .isEqualTo("9000 1000");
  }

  @Test
  @Order(3)
  void anEditMovesAllCallsToTheCanary() {
    weights(0, 100);

    await().atMost(SOON).until(() -> ask().getOrDefault("1.5.0", 0L) == CALLS);
  }

  @Test
  @Order(4)
  void aRollbackMovesThemBack() {
    weights(100, 0);

    await().atMost(SOON).until(() -> ask().getOrDefault("1.4.0", 0L) == CALLS);
  }

  private static void weights(int stable, int canary) {
    kubectl.run(
        "patch",
        "gpp/user-service",
        "--type=json",
        "-p=[{\"op\":\"replace\",\"path\":\"/spec/tracks/0/weight\",\"value\":%d},{\"op\":\"replace\",\"path\":\"/spec/tracks/1/weight\",\"value\":%d}]"
            .formatted(stable, canary));
  }

  /** How many calls each version answered; a call that fails throws. */
  private static Map<String, Long> ask() {
    return IntStream.range(0, CALLS)
        .mapToObj(call -> VersionBackend.ask(channel))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
