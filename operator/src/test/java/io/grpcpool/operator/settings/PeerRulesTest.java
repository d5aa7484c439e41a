package io.grpcpool.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.settings.Resolution.Invalid;
import io.grpcpool.operator.settings.Resolution.Resolved;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerRulesTest {

  private final Map<SettingKey, String> flags = new EnumMap<>(SettingKey.class);

  private void withTls() {
    flags.put(SettingKey.XDS_TLS_CERT, "tls.crt");
    flags.put(SettingKey.XDS_TLS_KEY, "tls.key");
    flags.put(SettingKey.PEERS_CA, "ca.crt");
  }

  private Resolution resolve() {
    return SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));
  }

  private List<String> errors() {
    return ((Invalid) resolve()).errors();
  }

  @Test
  void takesAListOfPeersWithTls() {
    withTls();
    flags.put(SettingKey.PEERS, "a.example:15013, [2001:db8::1]:15013");

    assertThat(resolve()).isInstanceOf(Resolved.class);
  }

  @Test
  void takesPlaintextOnLoopback() {
    flags.put(SettingKey.PEERS, "127.0.0.1:15013,localhost:15014,[::1]:15015");
    flags.put(SettingKey.PEERS_ADDRESS, "127.0.0.1");
    flags.put(SettingKey.PEERS_PLAINTEXT, "true");

    assertThat(resolve()).isInstanceOf(Resolved.class);
  }

  @Test
  void refusesPeersWithoutTlsWhereItIsNotAskedFor() {
    flags.put(SettingKey.PEERS_DNS, "grpcpool-replicas:15013");

    assertThat(errors()).singleElement().asString().contains("grpcpool.peers.ca");
  }

  @Test
  void refusesPlaintextBeyondLoopback() {
    flags.put(SettingKey.PEERS, "10.0.0.1:15013");
    flags.put(SettingKey.PEERS_PLAINTEXT, "true");

    assertThat(errors())
        .anySatisfy(error -> assertThat(error).contains("\"0.0.0.0\""))
        .anySatisfy(error -> assertThat(error).contains("\"10.0.0.1\"", "127.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "a.example",
    "a.example:0",
    "a.example:65536",
    "2001:db8::1:15013",
    ":15013",
    "grpcpool_b:15013"
  })
  void refusesAPeerWithoutHostAndPort(String peer) {
    withTls();
    flags.put(SettingKey.PEERS, peer);

    assertThat(errors()).singleElement().asString().contains('"' + peer + '"', "HOST:PORT");
  }

  @Test
  void refusesTwoWaysToFindPeers() {
    withTls();
    flags.put(SettingKey.PEERS, "a.example:15013");
    flags.put(SettingKey.PEERS_DNS, "replicas.example:15013");

    assertThat(errors()).singleElement().asString().contains("set one");
  }
}
