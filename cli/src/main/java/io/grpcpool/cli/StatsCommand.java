package io.grpcpool.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.grpcpool.cli.server.ControlPlane;
import io.grpcpool.cli.server.Fields;
import io.grpcpool.cli.text.Columns;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Confined to the main thread. {@code grpcpool stats}: what a control plane serves. */
@Command(
    name = "stats",
    description = "Shows the policies of a control plane: tracks, weights, endpoints, clients.",
    mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  @Mixin private PolicyFilter filter = new PolicyFilter();

  @Option(names = "--settings", description = "Also show each setting and where it came from.")
  private boolean settings;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ControlPlane controlPlane = server.controlPlane();
    JsonObject stats = controlPlane.get("/stats");
    List<JsonObject> policies = filter.select(controlPlane, stats);
    PrintWriter out = spec.commandLine().getOut();
    if (server.asJson()) {
      JsonArray chosen = new JsonArray();
      policies.forEach(chosen::add);
      stats.add("policies", chosen);
      out.println(ServerOptions.pretty(stats));
      return 0;
    }

    out.printf(
        Locale.ROOT,
        "%s: version %s, %s, %s, %s%n%n",
        controlPlane.url(),
        Fields.text(stats, "version"),
        Fields.text(stats, "mode"),
        Fields.flag(stats, "leader") ? "leader" : "standby",
        Fields.flag(stats, "ready") ? "ready" : "not ready");
    out.print(policies(policies));
    if (settings) {
      out.print("\n" + settings(stats));
    }
    return 0;
  }

  private static String policies(List<JsonObject> policies) {
    if (policies.isEmpty()) {
      return "no policies\n";
    }
    Columns columns =
        new Columns("llllrrrl", "")
            .row("POLICY", "PHASE", "WEIGHT", "READY", "ENDPOINTS", "CLIENTS", "POOL", "REASON");
    for (JsonObject policy : policies) {
      columns.row(
          PolicyFilter.name(policy),
          Fields.text(policy, "phase"),
          weights(policy),
          condition(policy, "Ready"),
          endpoints(policy),
          clients(policy),
          pool(policy),
          reason(policy));
    }
    return columns.render();
  }

  private static String weights(JsonObject policy) {
    return Fields.objects(policy, "tracks").stream()
        .map(
            track ->
                Fields.text(track, "name")
                    + "="
                    + percent(Fields.number(track, "effectiveBasisPoints")))
        .collect(Collectors.joining(" "));
  }

  private static String percent(int basisPoints) {
    return basisPoints % 100 == 0
        ? basisPoints / 100 + "%"
        : String.format(Locale.ROOT, "%.2f%%", basisPoints / 100.0);
  }

  private static String endpoints(JsonObject policy) {
    int usable = 0;
    int total = 0;
    for (JsonObject track : Fields.objects(policy, "tracks")) {
      usable += Fields.number(Fields.object(track, "endpoints"), "usable");
      total += Fields.number(Fields.object(track, "endpoints"), "total");
    }
    return usable + "/" + total;
  }

  private static String clients(JsonObject policy) {
    JsonObject clients = Fields.object(policy, "clients");
    return Fields.number(clients, "synced") + "/" + Fields.number(clients, "connected");
  }

  private static String pool(JsonObject policy) {
    JsonObject pool = Fields.object(policy, "pool");
    return Fields.text(pool, "min") + ".." + Fields.text(pool, "max");
  }

  private static String condition(JsonObject policy, String type) {
    return Fields.objects(policy, "conditions").stream()
        .filter(condition -> Fields.text(condition, "type").equals(type))
        .map(condition -> Fields.text(condition, "status"))
        .findFirst()
        .orElse("–");
  }

  /** Why it is not ready, as {@code kubectl get gpp} says it; else why it is accepted or not. */
  private static String reason(JsonObject policy) {
    Optional<JsonObject> notReady =
        Fields.objects(policy, "conditions").stream()
            .filter(condition -> Fields.text(condition, "type").equals("Ready"))
            .filter(condition -> Fields.text(condition, "status").equals("False"))
            .findFirst();
    return notReady.isPresent()
        ? Fields.text(notReady.get(), "reason") + ": " + Fields.text(notReady.get(), "message")
        : acceptance(policy);
  }

  private static String acceptance(JsonObject policy) {
    String message = Fields.text(policy, "message");
    String reason = Fields.text(policy, "reason");
    return Fields.flag(policy, "accepted") || message.equals("–")
        ? reason
        : reason + ": " + message;
  }

  private static String settings(JsonObject stats) {
    Columns columns = new Columns("lll", "").row("SETTING", "VALUE", "FROM");
    Fields.objects(stats, "settings")
        .forEach(
            setting ->
                columns.row(
                    Fields.text(setting, "name"),
                    Fields.text(setting, "value"),
                    Fields.text(setting, "source")));
    List<String> waiting = Fields.texts(stats, "restartNeeded");
    return waiting.isEmpty()
        ? columns.render()
        : columns.render()
            + "\nchanged in the settings file, act at the next start: "
            + String.join(", ", waiting)
            + "\n";
  }
}
