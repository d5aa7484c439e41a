package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be used are named; which names a certificate stands for. */
class TlsContextTest {
  @TempDir Path folder;

  @Test
  void namesAnAuthorityThatIsNotThere() {
    ConsulTls tls = new ConsulTls(folder.resolve("ca.pem"), null, null, null, true);

    assertThatThrownBy(() -> new TlsContext(tls).create())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS settings of Consul")
        .hasMessageContaining("ca.pem");
  }

  @Test
  void namesAnAuthorityThatIsNoCertificate() throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "not a certificate");
    ConsulTls tls = new ConsulTls(file, null, null, null, true);

    assertThatThrownBy(() -> new TlsContext(tls).create())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS settings of Consul");
  }

  @ParameterizedTest
  @CsvSource({
    "server.dc1.consul, server.dc1.consul, true",
    "Server.DC1.consul, server.dc1.consul, true",
    "*.dc1.consul, server.dc1.consul, true",
    "*.dc1.consul, a.server.dc1.consul, false",
    "*.dc1.consul, .dc1.consul, false",
    "*, consul, false",
    "client.dc1.consul, server.dc1.consul, false"
  })
  void knowsTheNamesOfACertificate(String pattern, String name, boolean matches) {
    assertThat(ServerNameTrust.matches(pattern, name)).isEqualTo(matches);
  }
}
