package io.grpcpool.demo.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an agent runs gRPC health checks on a real server: for a real agent and for the stand-in. */
@Timeout(60)
public abstract class GrpcCheckContract {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final String service = "grpc-check-" + UUID.randomUUID();
  private final HealthStatusManager health = new HealthStatusManager();
  private Server server = NettyServerBuilder.forPort(0).build();
  private ConsulHttp consul = new ConsulHttp("http://127.0.0.1:1");

  /** The agent's URL, {@code http://HOST:PORT}. */
  protected abstract String baseUrl();

  @BeforeEach
  void serve() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health.getHealthService())
            .build()
            .start();
    consul = new ConsulHttp(baseUrl());
  }

  @AfterEach
  void stop() {
    consul.put("/v1/agent/service/deregister/" + service, "");
    server.shutdownNow();
  }

  @Test
  void isCriticalAtFirstAndPassesOnceTheServerServes() {
    health.setStatus("users", ServingStatus.NOT_SERVING);
    register("users", 0);
    awaitStatus("critical");

    health.setStatus("users", ServingStatus.SERVING);

    awaitStatus("passing");
  }

  @Test
  void turnsCriticalWhenTheServerIsGone() {
    register("", 0);
    awaitStatus("passing");

    server.shutdownNow();

    awaitStatus("critical");
  }

  @Test
  void ridesOutFewerFailuresThanItNeedsToTurnCritical() {
    register("users", 1_000);
    health.setStatus("users", ServingStatus.SERVING);
    awaitStatus("passing");

    health.setStatus("users", ServingStatus.NOT_SERVING);

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(4))
        .until(() -> status().equals("passing"));
  }

  private void register(String asked, int failuresBeforeCritical) {
    String body =
        """
        {"ID": "%1$s", "Name": "%1$s", "Address": "127.0.0.1", "Port": %2$d,
         "Check": {"GRPC": "127.0.0.1:%2$d/%3$s", "Interval": "200ms", "Timeout": "1s",
                   "FailuresBeforeCritical": %4$d}}
        """
            .formatted(service, server.getPort(), asked, failuresBeforeCritical);
    ConsulHttp.Answer answer = consul.put("/v1/agent/service/register", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private void awaitStatus(String wanted) {
    await().atMost(SOON).until(() -> status().equals(wanted));
  }

  private String status() {
    return consul.get("/v1/health/service/" + service).array().asList().stream()
        .flatMap(entry -> entry.getAsJsonObject().getAsJsonArray("Checks").asList().stream())
        .map(JsonElement::getAsJsonObject)
        .filter(check -> !check.get("ServiceID").getAsString().isEmpty())
        .map((JsonObject check) -> check.get("Status").getAsString())
        .findFirst()
        .orElse("none");
  }
}
