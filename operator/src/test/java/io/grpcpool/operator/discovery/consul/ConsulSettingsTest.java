package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consul's own variables. */
class ConsulSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', http://127.0.0.1:8500",
    "consul.local, '', http://consul.local:8500",
    "10.0.0.1:8600, '', http://10.0.0.1:8600",
    "10.0.0.1:8501, true, https://10.0.0.1:8501",
    "consul.local, 1, https://consul.local:8501",
    "https://consul.local, '', https://consul.local:8501",
    "HTTP://consul.local:80/, '', http://consul.local:80",
    "'s1, s2:80 ,https://s3', '', 'http://s1:8500, http://s2:80, https://s3:8501'",
    "'s1,s1:8500', '', http://s1:8500",
    "'[::1]:8500', '', 'http://[::1]:8500'"
  })
  void readsTheAddress(String address, String ssl, String url) {
    ConsulSettings settings =
        ConsulSettings.fromEnvironment(Map.of("CONSUL_HTTP_ADDR", address, "CONSUL_HTTP_SSL", ssl));

    assertThat(settings.addresses().all()).hasToString("[" + url + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "CONSUL_HTTP_ADDR, unix:///run/consul.sock",
    "CONSUL_HTTP_ADDR, http://host/path",
    "CONSUL_HTTP_ADDR, host:99999",
    "CONSUL_HTTP_ADDR, a b",
    "CONSUL_HTTP_SSL, perhaps",
    "CONSUL_HTTP_AUTH, user:secret",
    "CONSUL_HTTP_ADDR, https://me:secret@host",
    "CONSUL_HTTP_ADDR, 'host1,,host2'",
    "CONSUL_CLIENT_CERT, /client.pem"
  })
  void namesTheVariableThatCannotBeUsed(String name, String value) {
    assertThatThrownBy(() -> ConsulSettings.fromEnvironment(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining("secret");
  }

  @Test
  void readsTheNameOfTheServersCertificate() {
    ConsulSettings settings =
        ConsulSettings.fromEnvironment(Map.of("CONSUL_TLS_SERVER_NAME", "server.dc1.consul"));

    assertThat(settings.tls().serverName()).isEqualTo("server.dc1.consul");
  }

  @Test
  void prefersTheTokenFileAndReadsItEachTime(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "one\n");
    ConsulToken token =
        ConsulSettings.fromEnvironment(
                Map.of("CONSUL_HTTP_TOKEN", "zero", "CONSUL_HTTP_TOKEN_FILE", file.toString()))
            .token();

    String first = token.current();
    Files.writeString(file, "two");

    assertThat(first).isEqualTo("one");
    assertThat(token.current()).isEqualTo("two");
  }

  @Test
  void keepsTheLastTokenWhenItsFileIsGone(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "one");
    ConsulToken token = ConsulToken.inFile(file);
    token.current();

    Files.delete(file);

    assertThat(token.current()).isEqualTo("one");
  }

  @Test
  void tellsNobodyTheToken() {
    ConsulSettings settings = ConsulSettings.defaults().withToken(ConsulToken.of("s3cret"));

    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void neverGivesUpBeforeTheServerAnswers() {
    WatchLimits limits = WatchLimits.defaults();

    assertThat(limits.pollTimeout())
        .isGreaterThanOrEqualTo(limits.pollWait().multipliedBy(17).dividedBy(16).plusSeconds(10));
  }
}
