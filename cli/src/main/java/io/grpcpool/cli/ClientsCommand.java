package io.grpcpool.cli;

import com.google.gson.JsonObject;
import io.grpcpool.cli.server.Fields;
import io.grpcpool.cli.server.Listing;
import io.grpcpool.cli.text.Columns;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Confined to the main thread. {@code grpcpool clients}: who is connected, and how far in sync. */
@Command(
    name = "clients",
    description = "Shows the clients that are connected, what they hold, and what they refused.",
    mixinStandardHelpOptions = true)
final class ClientsCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private ClientFilter filter = new ClientFilter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Listing listing = filter.clients(server.controlPlane(), "syncz");
    PrintWriter out = spec.commandLine().getOut();
    if (server.asJson()) {
      out.println(ServerOptions.pretty(listing.json()));
      return 0;
    }

    if (listing.items().isEmpty()) {
      out.println("no clients");
      return 0;
    }
    Columns columns =
        new Columns("llllll", "")
            .row("NODE", "LANGUAGE", "PEER", "CONNECTED SINCE", "IN SYNC", "REFUSED");
    listing.items().forEach(client -> columns.row(row(client)));
    out.print(columns.render() + listing.more("clients"));
    return 0;
  }

  private static String[] row(JsonObject client) {
    List<JsonObject> types = Fields.objects(client, "types");
    long synced = types.stream().filter(type -> isSynced(type)).count();
    String refused =
        types.stream()
            .map(type -> Fields.text(type, "error"))
            .filter(error -> !error.equals("–"))
            .collect(Collectors.joining("; "));
    return new String[] {
      Fields.text(client, "node"),
      Fields.text(client, "language"),
      Fields.text(client, "peer"),
      XdsTables.seconds(Fields.text(client, "connectedSince")),
      synced + " of " + types.size(),
      refused.isEmpty() ? "–" : refused
    };
  }

  private static boolean isSynced(JsonObject type) {
    return Fields.text(type, "status").equals("SYNCED");
  }
}
