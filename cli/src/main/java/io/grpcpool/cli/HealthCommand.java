package io.grpcpool.cli;

import com.google.gson.JsonObject;
import io.grpcpool.cli.server.ControlPlane;
import io.grpcpool.cli.server.Fields;
import io.grpcpool.cli.text.Columns;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Confined to the main thread. {@code grpcpool health}: is it up, and is a service served. */
@Command(
    name = "health",
    description = {
      "Says whether the control plane is ready; with --service, whether a service has endpoints that"
          + " take calls.",
      "Exit status: 0 if so, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Mixin private PolicyFilter filter = new PolicyFilter();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ControlPlane controlPlane = server.controlPlane();
    return filter.isSet() ? ofService(controlPlane) : ofControlPlane(controlPlane);
  }

  private int ofControlPlane(ControlPlane controlPlane) {
    ControlPlane.Answer ready = controlPlane.ask("/health/ready");
    PrintWriter out = spec.commandLine().getOut();
    boolean up = ready.status() == 200;
    if (server.asJson()) {
      out.println(ServerOptions.pretty(ready.body()));
      return up ? 0 : 1;
    }

    out.println(controlPlane.url() + ": " + (up ? "ready" : "not ready"));
    Columns columns = new Columns("ll", "  ");
    Fields.objects(ready.body(), "checks")
        .forEach(check -> columns.row(Fields.text(check, "status"), Fields.text(check, "name")));
    out.print(columns.render());
    return up ? 0 : 1;
  }

  private int ofService(ControlPlane controlPlane) {
    JsonObject stats = controlPlane.get("/stats");
    List<JsonObject> policies = filter.select(controlPlane, stats);
    PrintWriter out = spec.commandLine().getOut();
    boolean healthy = policies.stream().allMatch(HealthCommand::takesCalls);
    if (server.asJson()) {
      policies.forEach(policy -> out.println(ServerOptions.pretty(policy)));
      return healthy ? 0 : 1;
    }

    for (JsonObject policy : policies) {
      out.printf(
          "%s: %s (discovery %s)%n",
          PolicyFilter.name(policy),
          takesCalls(policy) ? "healthy" : "a track with weight has no endpoint that takes calls",
          Fields.text(Fields.object(policy, "discovery"), "freshness").toLowerCase(Locale.ROOT));
      Columns columns = new Columns("lrl", "  ");
      for (JsonObject track : Fields.objects(policy, "tracks")) {
        JsonObject endpoints = Fields.object(track, "endpoints");
        columns.row(
            Fields.text(track, "name"),
            Fields.number(endpoints, "usable") + " of " + Fields.number(endpoints, "total"),
            "endpoints take calls");
      }
      out.print(columns.render());
    }
    return healthy ? 0 : 1;
  }

  private static boolean takesCalls(JsonObject policy) {
    return Fields.objects(policy, "tracks").stream()
        .filter(track -> Fields.number(track, "weight") > 0)
        .allMatch(track -> Fields.number(Fields.object(track, "endpoints"), "usable") > 0);
  }
}
