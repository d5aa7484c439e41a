package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.client.consul.ConsulRegistration;
import io.grpcpool.demo.process.FreePort;
import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.ConsulCertificates;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consul's own variables for TLS, with an agent that wants a certificate of its clients. */
@Timeout(120)
class ConsulTlsIT {
  @TempDir static Path folder;
  private static final int HTTPS = FreePort.find();
  private static ConsulCertificates certificates;
  @AutoClose private static ConsulAgent agent;

  @BeforeAll
  static void startConsul() throws IOException {
    TestServers servers = TestServers.locate();
    certificates = ConsulCertificates.create(servers, Files.createDirectory(folder.resolve("tls")));
    agent =
        ConsulAgent.start(
            servers,
            Files.createDirectory(folder.resolve("consul")),
            certificates.agentArguments(HTTPS));
    new ConsulApi(agent.address(), "").register("web", "web-1", 1001);
  }

  @Test
  void discoversWithTheAuthorityAndACertificateOfItsOwn() {
    try (Discovery discovery = discovery(variables())) {
      discovery.awaitEndpoints(1);
    }
  }

  @Test
  void checksTheNameThatItIsToldInPlaceOfTheAddress() {
    Map<String, String> variables = variables();
    variables.put("CONSUL_TLS_SERVER_NAME", "server.dc1.consul");
    try (Discovery discovery = discovery(variables)) {
      discovery.awaitEndpoints(1);
    }
  }

  @Test
  void staysUnknownWhereTheCertificateBearsAnotherName() {
    Map<String, String> variables = variables();
    variables.put("CONSUL_TLS_SERVER_NAME", "server.dc2.consul");
    try (Discovery discovery = discovery(variables)) {
      EndpointsView view = discovery.awaitDetail("ConsulUnavailable");

      assertThat(view.detail()).contains("does not bear the name server.dc2.consul");
      assertThat(view.freshness()).isEqualTo(Freshness.UNKNOWN);
    }
  }

  @Test
  void staysUnknownWhereTheAuthorityIsNotKnown() {
    Map<String, String> variables = variables();
    variables.remove("CONSUL_CACERT");
    try (Discovery discovery = discovery(variables)) {
      EndpointsView view = discovery.awaitDetail("ConsulUnavailable");

      assertThat(view.detail()).contains("certification path");
    }
  }

  @Test
  void staysUnknownWithoutACertificateOfItsOwn() {
    Map<String, String> variables = variables();
    variables.remove("CONSUL_CLIENT_CERT");
    variables.remove("CONSUL_CLIENT_KEY");
    try (Discovery discovery = discovery(variables)) {
      EndpointsView view = discovery.awaitDetail("ConsulUnavailable");

      assertThat(view.freshness()).isEqualTo(Freshness.UNKNOWN);
    }
  }

  @Test
  void trustsAnybodyOnlyWhereToldTo() {
    Map<String, String> variables = variables();
    variables.remove("CONSUL_CACERT");
    variables.put("CONSUL_HTTP_SSL_VERIFY", "false");
    try (Discovery discovery = discovery(variables)) {
      discovery.awaitEndpoints(1);
    }
  }

  @Test
  void registersAServerByTls() throws IOException {
    try (HealthyServer backend = HealthyServer.start();
        Discovery discovery = Discovery.of("mail", ConsulSettings.fromEnvironment(variables()));
        ConsulRegistration registration =
            ConsulRegistration.builder("mail")
                .agent("https://127.0.0.1:" + HTTPS)
                .authority(certificates.authority())
                .clientCertificate(certificates.client(), certificates.clientKeyAsPkcs8())
                .address("127.0.0.1")
                .port(backend.port())
                .failFast()
                .start()) {
      discovery.awaitHealth(registration.id(), EndpointHealth.PASSING);
    }
  }

  private static Map<String, String> variables() {
    return new HashMap<>(
        Map.of(
            "CONSUL_HTTP_ADDR", "127.0.0.1:" + HTTPS,
            "CONSUL_HTTP_SSL", "true",
            "CONSUL_CACERT", certificates.authority().toString(),
            "CONSUL_CLIENT_CERT", certificates.client().toString(),
            "CONSUL_CLIENT_KEY", certificates.clientKey().toString()));
  }

  private static Discovery discovery(Map<String, String> variables) {
    return Discovery.of("web", ConsulSettings.fromEnvironment(variables));
  }
}
