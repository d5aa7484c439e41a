package io.grpcpool.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import io.grpcpool.cli.server.ControlPlane;
import picocli.CommandLine.Option;

/** Confined to the main thread. The options of commands that ask a control plane. */
final class ServerOptions {
  /** How an answer is printed. */
  enum Output {
    table,
    json
  }

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:GRPCPOOL_SERVER:-http://127.0.0.1:9090}",
      description =
          "The control plane's HTTP address (default: GRPCPOOL_SERVER, else http://127.0.0.1:9090).")
  private String server = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  private Output output = Output.table;

  ControlPlane controlPlane() {
    return ControlPlane.at(server);
  }

  boolean asJson() {
    return output == Output.json;
  }

  static String pretty(JsonElement json) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }
}
