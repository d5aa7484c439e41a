package io.grpcpool.client.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Consul would refuse is refused before, by name. */
class ConsulServiceTest {
  private static final AgentTls NO_TLS = new AgentTls(null, null, null);

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536})
  void refusesAPort(int port) {
    assertThatThrownBy(() -> ConsulRegistration.builder("web").port(port).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port: " + port + " is not within 1 and 65535");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, passing", "65536, 1, passing", "1, -1, warning", "1, 65536, warning"})
  void refusesWeights(int passing, int warning, String name) {
    assertThatThrownBy(() -> builder().weights(passing, warning).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight (" + name + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "consul-zone"})
  void refusesAMetaKey(String key) {
    assertThatThrownBy(() -> builder().meta(key, "v").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("meta key: '" + key + "'");
  }

  @Test
  void refusesALongMetaValue() {
    assertThatThrownBy(() -> builder().meta("k", "v".repeat(513)).start())
        .hasMessage("meta k: longer than 512 characters");
  }

  @Test
  void refusesABlankName() {
    assertThatThrownBy(() -> ConsulRegistration.builder(" ").port(1).start())
        .hasMessage("name: must not be blank");
  }

  @Test
  void refusesToBeForgottenWithinAMinute() {
    ConsulCheck check = ConsulCheck.grpc(Duration.ofSeconds(1));

    assertThatThrownBy(() -> check.withDeregisterAfter(Duration.ofSeconds(59)))
        .hasMessageContaining("Consul's minimum of 1m");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', http://127.0.0.1:8500",
    "'', 10.0.0.1:8600, http://10.0.0.1:8600",
    "agent:1, 10.0.0.1:8600, http://agent:1",
    "https://agent, '', https://agent:8501"
  })
  void findsTheAgent(String given, String variable, URI address) {
    AgentSettings settings =
        AgentSettings.of(given, "", null, NO_TLS, Map.of("CONSUL_HTTP_ADDR", variable));

    assertThat(settings.address()).isEqualTo(address);
  }

  @Test
  void refusesAnAddressThatIsNoUrl() {
    assertThatThrownBy(() -> AgentSettings.of("unix:///run/consul", "", null, NO_TLS, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("agent: 'unix:///run/consul'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "T"})
  void dialsByTlsAsConsulsVariableSays(String value) {
    AgentSettings settings =
        AgentSettings.of("", "", null, NO_TLS, Map.of("CONSUL_HTTP_SSL", value));

    assertThat(settings.address()).hasScheme("https");
  }

  @Test
  void takesTlsFilesFromConsulsVariablesUnlessTheyAreGiven() {
    AgentTls given = new AgentTls(Path.of("mine.pem"), null, null);
    Map<String, String> variables =
        Map.of(
            "CONSUL_CACERT", "ca.pem",
            "CONSUL_CLIENT_CERT", "client.pem",
            "CONSUL_CLIENT_KEY", "client-key.pem");

    assertThat(AgentSettings.of("", "", null, given, variables).tls())
        .isEqualTo(
            new AgentTls(Path.of("mine.pem"), Path.of("client.pem"), Path.of("client-key.pem")));
  }

  @Test
  void refusesACertificateWithoutItsKey() {
    Map<String, String> variables = Map.of("CONSUL_CLIENT_CERT", "client.pem");

    assertThatThrownBy(() -> AgentSettings.of("", "", null, NO_TLS, variables))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CONSUL_CLIENT_KEY");
  }

  @Test
  void namesTheAuthorityThatCannotBeRead(@TempDir Path folder) {
    ConsulRegistrationBuilder builder =
        builder().agent("https://127.0.0.1").authority(folder.resolve("ca.pem"));

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ca.pem");
  }

  @Test
  void tellsNobodyTheToken() {
    assertThat(AgentSettings.of("", "s3cret", null, NO_TLS, Map.of()).toString())
        .doesNotContain("s3cret");
  }

  private static ConsulRegistrationBuilder builder() {
    return ConsulRegistration.builder("web").port(50051);
  }
}
