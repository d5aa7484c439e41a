package io.grpcpool.it.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.it.support.ConsulAgent;
import io.grpcpool.it.support.TestServers;
import io.grpcpool.operator.discovery.consul.ConsulSettings;
import io.grpcpool.operator.discovery.consul.ConsulToken;
import io.grpcpool.planner.EndpointsView;
import io.grpcpool.planner.EndpointsView.Freshness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Denied, filtered and rotated tokens, on a Consul that denies by default. */
@Timeout(180)
class ConsulAclIT {
  private static final String ROOT = "6d1ad8a0-0a4e-4e5c-9d0c-0f6a3d3f9b10";
  private static final String GOOD = "11111111-1111-4111-8111-111111111111";
  private static final String NODELESS = "22222222-2222-4222-8222-222222222222";

  @TempDir Path folder;
  private ConsulAgent agent;
  private ConsulApi root;
  private Path tokenFile;

  @BeforeEach
  void startConsul() throws IOException {
    agent =
        ConsulAgent.start(
            TestServers.locate(),
            Files.createDirectory(folder.resolve("consul")),
            "-hcl",
            "acl { enabled = true default_policy = \"deny\" tokens { initial_management = \""
                + ROOT
                + "\" agent = \""
                + ROOT
                + "\" } }");
    root = new ConsulApi(agent.address(), ROOT);
    // The management token is made a moment after there is a leader.
    await().untilAsserted(() -> root.get("/v1/acl/token/self"));
    policy("all", "service_prefix \\\"\\\" { policy = \\\"read\\\" } ", GOOD, true);
    policy("nodeless", "service_prefix \\\"\\\" { policy = \\\"read\\\" }", NODELESS, false);
    root.register("web", "web-1", 1001);
    tokenFile = folder.resolve("token");
  }

  @AfterEach
  void stopConsul() {
    agent.close();
  }

  @Test
  void discoversWithATokenThatReadsServicesAndNodes() throws IOException {
    try (Discovery discovery = discoveryWith(GOOD)) {
      discovery.awaitEndpoints(1);
    }
  }

  @Test
  void saysThatNodesAreFilteredAndPicksUpARotatedToken() throws IOException {
    try (Discovery discovery = discoveryWith(NODELESS)) {
      EndpointsView filtered = discovery.awaitDetail("ConsulAclFiltered");

      Files.writeString(tokenFile, GOOD);
      discovery.awaitEndpoints(1);

      assertThat(filtered.freshness()).isEqualTo(Freshness.UNKNOWN);
    }
  }

  @Test
  void keepsEndpointsWhenTheTokenIsDeleted() throws IOException {
    try (Discovery discovery = discoveryWith(GOOD)) {
      discovery.awaitEndpoints(1);

      String self = new ConsulApi(agent.address(), GOOD).get("/v1/acl/token/self");
      String accessor = self.replaceAll("(?s).*\"AccessorID\": *\"([^\"]+)\".*", "$1");
      root.delete("/v1/acl/token/" + accessor);
      EndpointsView stale = discovery.await(view -> view.freshness() == Freshness.STALE);

      assertThat(stale.detail()).startsWith("ConsulDenied");
      assertThat(stale.endpoints()).hasSize(1);
    }
  }

  @Test
  void staysUnknownWithoutAToken() {
    ConsulSettings settings = ConsulSettings.defaults().withAddress(agent.address());
    try (Discovery discovery = Discovery.of("web", settings)) {
      EndpointsView view = discovery.awaitDetail("ConsulAclFiltered");

      assertThat(view.freshness()).isEqualTo(Freshness.UNKNOWN);
    }
  }

  private Discovery discoveryWith(String token) throws IOException {
    Files.writeString(tokenFile, token);
    ConsulSettings settings =
        ConsulSettings.defaults()
            .withAddress(agent.address())
            .withToken(ConsulToken.inFile(tokenFile));
    return Discovery.of("web", settings);
  }

  private void policy(String name, String rules, String token, boolean nodes) {
    String all = nodes ? rules + "node_prefix \\\"\\\" { policy = \\\"read\\\" }" : rules;
    root.put("/v1/acl/policy", "{\"Name\":\"%s\",\"Rules\":\"%s\"}".formatted(name, all));
    root.put(
        "/v1/acl/token",
        "{\"SecretID\":\"%s\",\"Policies\":[{\"Name\":\"%s\"}]}".formatted(token, name));
  }
}
