package io.grpcpool.client.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.client.metrics.ConsulRegistrationMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether Consul has the server, for who watches many of them. */
@Timeout(60)
class ConsulRegistrationMeterTest {
  private final ScriptedAgent agent = new ScriptedAgent();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void isOneWhileTheServerIsRegistered() {
    try (ConsulRegistration registration = agent.web().failFast().start()) {
      new ConsulRegistrationMeter(registration).bindTo(meters);

      assertThat(registered()).isEqualTo(1);
    }
  }

  @Test
  void isZeroWhileTheAgentDeniesIt() {
    agent.answersRegistrations(403);
    try (ConsulRegistration registration = agent.web().start()) {
      new ConsulRegistrationMeter(registration).bindTo(meters);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> !agent.requests("/service/register").isEmpty());

      assertThat(registered()).isZero();
    }
  }

  @Test
  void isZeroFromWhenTheAgentHasLostItUntilItIsRegisteredAgain() {
    try (ConsulRegistration registration = agent.web().failFast().start()) {
      new ConsulRegistrationMeter(registration).bindTo(meters);

      agent.answersRegistrations(500);
      agent.answersHashQuery(404);

      await().atMost(Duration.ofSeconds(15)).until(() -> registered() == 0);
    }
  }

  private double registered() {
    return meters.get("grpc_consul_registered").tag("id", "web-1").gauge().value();
  }
}
