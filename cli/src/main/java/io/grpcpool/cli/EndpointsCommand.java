package io.grpcpool.cli;

import com.google.gson.JsonObject;
import io.grpcpool.cli.server.ControlPlane;
import io.grpcpool.cli.server.Fields;
import io.grpcpool.cli.text.Columns;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Confined to the main thread. {@code grpcpool endpoints}: where calls may go. */
@Command(
    name = "endpoints",
    description = "Shows the endpoints of policies, and the ones that were left out and why.",
    mixinStandardHelpOptions = true)
final class EndpointsCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Mixin private PolicyFilter filter = new PolicyFilter();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ControlPlane controlPlane = server.controlPlane();
    JsonObject stats = controlPlane.get("/stats");
    List<JsonObject> policies = filter.select(controlPlane, stats);
    PrintWriter out = spec.commandLine().getOut();
    if (server.asJson()) {
      policies.forEach(policy -> out.println(ServerOptions.pretty(policy.get("endpoints"))));
      return 0;
    }

    Columns columns =
        new Columns("lllrlll", "")
            .row("POLICY", "ADDRESS", "HEALTH", "WEIGHT", "TRACK", "ZONE", "ID");
    for (JsonObject policy : policies) {
      for (JsonObject endpoint : Fields.objects(policy, "endpoints")) {
        columns.row(
            PolicyFilter.name(policy),
            address(endpoint),
            Fields.text(endpoint, "health"),
            Fields.text(endpoint, "weight"),
            Fields.text(endpoint, "track"),
            Fields.text(endpoint, "zone"),
            Fields.text(endpoint, "id"));
      }
      for (JsonObject problem : Fields.objects(policy, "problems")) {
        columns.row(
            PolicyFilter.name(policy),
            "left out: " + Fields.text(problem, "reason"),
            "",
            "",
            "",
            "",
            Fields.text(problem, "id"));
      }
    }
    out.print(columns.render());
    return 0;
  }

  static String address(JsonObject endpoint) {
    String address = Fields.text(endpoint, "address");
    String host = address.contains(":") ? "[" + address + "]" : address;
    return host + ":" + Fields.text(endpoint, "port");
  }
}
