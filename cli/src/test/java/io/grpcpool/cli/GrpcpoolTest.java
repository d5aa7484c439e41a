package io.grpcpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GrpcpoolTest {
  @Test
  void listsItsCommandsWhenNoneIsGiven() {
    Run run = Run.of();

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("demo", "start", "stats", "health", "bootstrap", "lint", "version", "completion");
  }

  @Test
  void refusesAnUnknownOptionAsWrongUsage() {
    Run run = Run.of("stats", "--sever", "x");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Unknown option");
  }

  @Test
  void refusesLintWithoutAFileAsWrongUsage() {
    assertThat(Run.of("lint").status()).isEqualTo(2);
  }

  @Test
  void printsItsVersion() {
    Run run = Run.of("version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).matches("grpcpool \\d+\\.\\d+\\.\\d+\\S* \\(Java .*\\)\\R");
  }

  @Test
  void printsACompletionScriptThatKnowsItsCommands() {
    assertThat(Run.of("completion").out())
        .contains("complete")
        .contains("grpcpool")
        .contains("--service");
  }

  @Test
  void handsEveryFlagOfTheControlPlaneOn() {
    CommandLine.ParseResult parsed =
        Grpcpool.commandLine().parseArgs("start", "--policies", "dir", "--xds-port=0", "--help");

    assertThat(parsed.subcommand().matchedPositional(0).<List<String>>getValue())
        .containsExactly("--policies", "dir", "--xds-port=0", "--help");
  }

  @Test
  void writesABootstrapToStandardOutput() {
    Run run = Run.of("bootstrap", "--xds-server", "cp.example:15010", "--zone", "a");

    JsonObject bootstrap = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(run.status()).isZero();
    assertThat(
            bootstrap
                .getAsJsonArray("xds_servers")
                .get(0)
                .getAsJsonObject()
                .get("server_uri")
                .getAsString())
        .isEqualTo("cp.example:15010");
    assertThat(
            bootstrap.getAsJsonObject("node").getAsJsonObject("locality").get("zone").getAsString())
        .isEqualTo("a");
  }

  @Test
  void writesABootstrapToAFileAndSaysHowToUseIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bootstrap.json");

    Run run = Run.of("bootstrap", "--file", file.toString(), "--ca-file", "/etc/ca.pem");

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("GRPC_XDS_BOOTSTRAP=" + file);
    assertThat(Files.readString(file)).contains("\"tls\"").contains("/etc/ca.pem");
  }

  @Test
  void writesThePoolSettingsOfAClientIntoItsBootstrap() {
    Run run =
        Run.of(
            "bootstrap",
            "--pool-initial=2",
            "--pool-min=1",
            "--pool-max=6",
            "--pool-requests=50",
            "--pool-idle-timeout=60s",
            "--pool-drain-grace=5s",
            "--pool-max-idle=1",
            "--pool-shrink-after=30s",
            "--keep-alive-time=300s",
            "--max-message-size=1000000");

    assertThat(JsonParser.parseString(run.out()).getAsJsonObject().get("grpcpool"))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"connectionsPerEndpoint": {"initial": 2, "min": 1, "max": 6},
                 "requestsPerConnection": 50, "maxIdle": 1, "idleTimeout": "60s",
                 "shrinkAfter": "30s", "drainGrace": "5s",
                 "channel": {"keepAliveTime": "300s", "maxInboundMessageSize": 1000000}}
                """));
  }

  @Test
  void aBootstrapWithoutPoolSettingsHasNoSectionForThem() {
    assertThat(JsonParser.parseString(Run.of("bootstrap").out()).getAsJsonObject().has("grpcpool"))
        .isFalse();
  }

  @Test
  void refusesChannelSettingsThatAClientWouldRefuse() {
    Run run = Run.of("bootstrap", "--keep-alive-time=1s");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("grpcpool.channel.keepAliveTime is \"1s\"; allowed: seconds");
  }

  @Test
  void refusesPoolSettingsThatAClientWouldRefuse() {
    Run run = Run.of("bootstrap", "--pool-min=9", "--pool-max=4", "--pool-idle-timeout=1h");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("connectionsPerEndpoint.min is 9; allowed: at most max, which is 4")
        .contains("idleTimeout is \"1h\"; allowed: seconds");
  }

  @Test
  void saysWhatIsWrongWithABootstrapsServer() {
    Run run = Run.of("bootstrap", "--xds-server", "nowhere");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("xDS server is \"nowhere\"");
  }
}
