package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpcpool.client.consul.ConsulCheck;
import io.grpcpool.client.consul.ConsulRegistration;
import io.grpcpool.client.consul.ConsulRegistrationBuilder;
import io.grpcpool.client.consul.ConsulRegistrationException;
import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A grpc-java server's presence in Consul, from its start to its leave, as discovery sees it. */
@Timeout(180)
class ConsulRegistrationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(500);

  @TempDir Path folder;
  private ConsulAgent agent;
  private HealthyServer backend;

  @BeforeEach
  void start() throws IOException {
    agent = ConsulAgent.start(TestServers.locate(), folder);
    backend = HealthyServer.start();
  }

  @AfterEach
  void stop() {
    backend.close();
    agent.close();
  }

  @Test
  void isDiscoveredWithVersionZoneAndWeights() {
    try (Discovery discovery = discovery();
        ConsulRegistration registration = registration().start()) {
      Endpoint endpoint = discovery.awaitEndpoints(1).endpoints().get(0);

      assertThat(endpoint.id()).isEqualTo("test/" + registration.id());
      assertThat(endpoint.port()).isEqualTo(backend.port());
      assertThat(endpoint.labels()).containsEntry("version", "1.4.0");
      assertThat(endpoint.locality().zone()).isEqualTo("a");
      assertThat(endpoint.weight()).isEqualTo(10);
    }
  }

  @Test
  void followsTheServersHealthByConsulsOwnGrpcCheck() {
    ConsulCheck check = ConsulCheck.grpc(OFTEN).withDamping(1, 1);
    try (Discovery discovery = discovery();
        ConsulRegistration registration = registration().check(check).start()) {
      discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);

      backend.serves(false);
      discovery.awaitHealth(registration.id(), EndpointHealth.CRITICAL);
      backend.serves(true);

      discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);
    }
  }

  @Test
  void followsTheServersHealthByHeartbeats() {
    ConsulCheck check = ConsulCheck.ttl(OFTEN.multipliedBy(2));
    try (Discovery discovery = discovery();
        ConsulRegistration registration =
            registration().check(check).health(backend.health()).start()) {
      discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);

      backend.serves(false);
      discovery.awaitHealth(registration.id(), EndpointHealth.CRITICAL);
      backend.serves(true);

      discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);
    }
  }

  @Test
  void registersInTheCatalogueWithoutAnAgentAndLeavesIt() throws Exception {
    ConsulRegistration registration =
        registration()
            .agentless("vm-7")
            .check(ConsulCheck.ttl(Duration.ofMillis(900)))
            .health(backend.health())
            .drainDelay(Duration.ofSeconds(2))
            .start();
    try (Discovery discovery = discovery()) {
      EndpointsView found = discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);
      backend.serves(false);
      discovery.awaitHealth(registration.id(), EndpointHealth.CRITICAL);
      backend.serves(true);
      discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);

      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> stopUninterrupted(registration));
      discovery.awaitHealth(registration.id(), EndpointHealth.MAINTENANCE);
      stopped.get();

      assertThat(found.endpoints())
          .extracting(Endpoint::id)
          .containsExactly("vm-7/" + registration.id());
      assertThat(new ConsulApi(agent.address(), "").get("/v1/catalog/service/web")).isEqualTo("[]");
    }
  }

  @Test
  void refusesToRegisterOnTheNodeOfAnAgent() {
    ConsulApi api = new ConsulApi(agent.address(), "");
    await().atMost(PATIENCE).until(() -> api.get("/v1/health/node/test").contains("serfHealth"));

    assertThatThrownBy(() -> registration().agentless("test").failFast().start())
        .isInstanceOf(ConsulRegistrationException.class)
        .hasMessageContaining("node test is a real agent's");
  }

  @Test
  void registersAgainWhenTheAgentHasForgottenIt() {
    try (Discovery discovery = discovery();
        ConsulRegistration registration = registration().start()) {
      discovery.awaitEndpoints(1);

      new ConsulApi(agent.address(), "").deregister(registration.id());

      await().atMost(PATIENCE).until(() -> agentKnows(registration.id()));
      assertThat(discovery.views().get(discovery.views().size() - 1).endpoints()).hasSize(1);
    }
  }

  @Test
  void registersAgainWhenTheAgentComesBackWithoutItsData() throws IOException {
    try (ConsulRegistration registration = registration().start()) {
      await().atMost(PATIENCE).until(registration::registered);

      agent.kill();
      ConsulData.wipe(folder);
      agent.restart();

      await().atMost(PATIENCE).ignoreExceptions().until(() -> agentKnows(registration.id()));
    }
  }

  @Test
  void servesAndRegistersLaterWhenTheAgentIsDownAtTheStart() {
    agent.kill();
    try (ConsulRegistration registration = registration().start()) {
      assertThat(registration.registered()).isFalse();

      agent.restart();

      await().atMost(PATIENCE).until(registration::registered);
    }
  }

  @Test
  void throwsAtOnceWhenAskedToAndTheAgentIsDown() {
    agent.kill();

    assertThatThrownBy(() -> registration().failFast().start())
        .isInstanceOf(ConsulRegistrationException.class)
        .hasMessageContaining("cannot connect");
  }

  @Test
  void clearsAMaintenanceMarkOfAnEarlierLife() {
    ConsulApi api = new ConsulApi(agent.address(), "");
    api.register("web", "web-1", 1001);
    api.maintenance("web-1", true);
    try (Discovery discovery = discovery()) {
      discovery.awaitHealth("web-1", EndpointHealth.MAINTENANCE);

      try (ConsulRegistration registration = registration().id("web-1").start()) {
        discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);
      }
    }
  }

  @Test
  void leavesRotationBeforeTheServerRefusesCallsAndIsGoneAfterwards() throws Exception {
    ConsulApi api = new ConsulApi(agent.address(), "");
    ConsulRegistration registration = registration().drainDelay(Duration.ofSeconds(2)).start();
    try (Discovery discovery = discovery()) {
      discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);

      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(() -> stopUninterrupted(registration));
      discovery.awaitHealth(registration.id(), EndpointHealth.MAINTENANCE);
      boolean servedWhileLeaving = !backend.server().isShutdown();
      stopped.get();

      assertThat(servedWhileLeaving).isTrue();
      assertThat(backend.server().isShutdown()).isTrue();
      assertThat(api.get("/v1/agent/services")).doesNotContain(registration.id());
    }
  }

  @Test
  void stopsInTimeThoughTheAgentIsGone() throws Exception {
    ConsulRegistration registration =
        registration().drainDelay(Duration.ZERO).grace(Duration.ZERO).start();
    await().atMost(PATIENCE).until(registration::registered);
    agent.kill();
    long started = System.nanoTime();

    registration.stop(backend.server(), backend.health());

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    assertThat(backend.server().isShutdown()).isTrue();
  }

  private ConsulRegistrationBuilder registration() {
    return ConsulRegistration.builder("web")
        .agent(agent.address())
        .address("127.0.0.1")
        .port(backend.port())
        .version("1.4.0")
        .zone("a")
        .weights(10, 2);
  }

  private Discovery discovery() {
    return Discovery.of("web", ConsulSettings.defaults().withAddress(agent.address()));
  }

  private boolean agentKnows(String id) {
    return new ConsulApi(agent.address(), "").get("/v1/agent/services").contains(id);
  }

  private void stopUninterrupted(ConsulRegistration registration) {
    try {
      registration.stop(backend.server(), backend.health());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
