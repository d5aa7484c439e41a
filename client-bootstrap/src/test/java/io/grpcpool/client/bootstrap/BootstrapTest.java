package io.grpcpool.client.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Confined to the test thread. */
class BootstrapTest {

  @TempDir Path folder;

  @Test
  void saysWhatEveryGrpcLanguageNeeds() {
    JsonObject bootstrap = json(Bootstrap.forServer("127.0.0.1:15010").nodeId("client-1").build());

    JsonObject server = bootstrap.getAsJsonArray("xds_servers").get(0).getAsJsonObject();
    assertThat(server.get("server_uri").getAsString()).isEqualTo("127.0.0.1:15010");
    assertThat(server.get("channel_creds")).hasToString("[{\"type\":\"insecure\"}]");
    assertThat(server.get("server_features"))
        .hasToString("[\"xds_v3\",\"ignore_resource_deletion\"]");
    assertThat(bootstrap.get("client_default_listener_resource_name_template").getAsString())
        .isEqualTo("%s");
  }

  @Test
  void alwaysWritesALocalityAndThatThePoolPolicyIsThere() {
    JsonObject node = json(Bootstrap.forServer("xds:15010").build()).getAsJsonObject("node");

    assertThat(node.getAsJsonObject("locality").keySet())
        .containsExactlyInAnyOrder("region", "zone", "sub_zone");
    assertThat(node.getAsJsonObject("metadata")).hasToString("{\"pool_lb\":\"v1\"}");
  }

  @Test
  void carriesTheNodeThatIsGiven() {
    JsonObject node =
        json(Bootstrap.forServer("xds:15010")
                .nodeId("web-1")
                .nodeCluster("web.shop")
                .locality(new NodeLocality("dc1", "a", ""))
                .metadata("APP", "web")
                .build())
            .getAsJsonObject("node");

    assertThat(node.get("id").getAsString()).isEqualTo("web-1");
    assertThat(node.get("cluster").getAsString()).isEqualTo("web.shop");
    assertThat(node.getAsJsonObject("locality").get("zone").getAsString()).isEqualTo("a");
    assertThat(node.getAsJsonObject("metadata").get("APP").getAsString()).isEqualTo("web");
  }

  @Test
  void namesTheFilesForTls() {
    ChannelCreds creds =
        new ChannelCreds("tls", "/etc/ca.pem", "/etc/tls.crt", "/etc/tls.key", "/run/token");

    JsonObject bootstrap =
        json(Bootstrap.forServer("dns:///xds:15012").channelCreds(creds).build());

    assertThat(
            bootstrap
                .getAsJsonArray("xds_servers")
                .get(0)
                .getAsJsonObject()
                .get("channel_creds")
                .toString())
        .contains(
            "\"ca_certificate_file\":\"/etc/ca.pem\"", "\"private_key_file\":\"/etc/tls.key\"");
  }

  @Test
  void offersJavaItsOwnCredentialsAndTheOtherLanguagesTheirs() {
    ChannelCreds creds = new ChannelCreds("tls", "/etc/ca.pem", null, null, "/run/token");

    JsonObject server =
        json(Bootstrap.forServer("xds:15012").channelCreds(creds).build())
            .getAsJsonArray("xds_servers")
            .get(0)
            .getAsJsonObject();

    assertThat(server.get("channel_creds"))
        .hasToString(
            "[{\"type\":\"grpcpool_mtls_jwt\",\"config\":{\"ca_certificate_file\":\"/etc/ca.pem\","
                + "\"token_file\":\"/run/token\"}},"
                + "{\"type\":\"tls\",\"config\":{\"ca_certificate_file\":\"/etc/ca.pem\"}}]");
    assertThat(server.getAsJsonArray("call_creds").get(0).getAsJsonObject().get("config"))
        .hasToString("{\"jwt_token_file\":\"/run/token\"}");
  }

  @Test
  void refusesATokenInPlaintext() {
    assertThatThrownBy(() -> new ChannelCreds("insecure", null, null, null, "/run/token"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("over TLS alone");
  }

  @Test
  void refusesACertificateWithoutItsKey() {
    assertThatThrownBy(() -> new ChannelCreds("tls", null, "/etc/tls.crt", null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("private key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "localhost:", ":15010", "localhost:http"})
  void refusesAServerWithoutHostAndPort(String server) {
    assertThatThrownBy(() -> Bootstrap.forServer(server))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed: HOST:PORT");
  }

  @Test
  void replacesAFileWithoutLeavingAnythingBeside() throws IOException {
    Path file = folder.resolve("made/bootstrap.json");
    Bootstrap.forServer("old:1").build().writeTo(file);

    Bootstrap.forServer("new:1").build().writeTo(file);

    assertThat(Files.readString(file)).contains("new:1").doesNotContain("old:1");
    assertThat(file.getParent()).isDirectoryContaining(file::equals);
    assertThat(Files.list(file.getParent())).hasSize(1);
  }

  @Test
  void givesThePoolItsDefaultsFromTheFileThatGrpcReads() throws IOException {
    Path file = folder.resolve("bootstrap.json");
    Bootstrap.forServer("xds:15010")
        .poolDefaults(Map.of("idleTimeout", "60s"))
        .build()
        .writeTo(file);
    InstalledBootstrap installed =
        new InstalledBootstrap(
            Map.of("GRPC_XDS_BOOTSTRAP", file.toString())::get, Map.<String, String>of()::get);

    assertThat(installed.poolDefaults()).isEqualTo(Map.of("idleTimeout", "60s"));
  }

  @Test
  void hasNoDefaultsWithoutABootstrap() {
    InstalledBootstrap none = new InstalledBootstrap(name -> null, name -> null);

    assertThat(none.isPresent()).isFalse();
    assertThat(none.poolDefaults()).isEmpty();
  }

  @Test
  void saysWhichFileCannotBeRead() {
    InstalledBootstrap missing =
        new InstalledBootstrap(name -> "/nowhere/bootstrap.json", name -> null);

    assertThatThrownBy(missing::poolDefaults)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/bootstrap.json");
  }

  private static InstalledBootstrap installed(Bootstrap bootstrap) {
    return new InstalledBootstrap(
        Map.of("GRPC_XDS_BOOTSTRAP_CONFIG", bootstrap.toJson())::get,
        Map.<String, String>of()::get);
  }

  @Test
  void tellsTheFirstServerOfThePools() {
    Bootstrap bootstrap =
        Bootstrap.forServer("xds:15012")
            .nodeId("shop-1")
            .channelCreds(new ChannelCreds("tls", "/ca.crt", null, null, null))
            .build();

    ControlPlaneServer server = installed(bootstrap).telemetryServer().orElseThrow();

    assertThat(server.uri()).isEqualTo("xds:15012");
    assertThat(server.nodeId()).isEqualTo("shop-1");
    assertThat(server.channelCreds())
        .extracting(entry -> String.valueOf(entry.get("type")))
        .containsExactly("grpcpool_mtls_jwt", "tls");
  }

  @Test
  void tellsNobodyOfThePoolsWhereTelemetryIsOffOrThereIsNoBootstrap() {
    Bootstrap off =
        Bootstrap.forServer("xds:15010").poolDefaults(Map.of("telemetry", false)).build();

    assertThat(installed(off).telemetryServer()).isEmpty();
    assertThat(new InstalledBootstrap(name -> null, name -> null).telemetryServer()).isEmpty();
  }

  @Test
  void refusesATelemetryThatIsNeitherOnNorOff() {
    Bootstrap odd =
        Bootstrap.forServer("xds:15010").poolDefaults(Map.of("telemetry", "Off")).build();

    assertThatThrownBy(installed(odd)::telemetryServer)
        .hasMessage("bootstrap: grpcpool.telemetry is Off; allowed: true, false");
  }

  private static JsonObject json(Bootstrap bootstrap) {
    return JsonParser.parseString(bootstrap.toJson()).getAsJsonObject();
  }
}
