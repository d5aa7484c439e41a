package io.grpcpool.cli;

import com.google.gson.JsonObject;
import io.grpcpool.cli.server.ControlPlane;
import io.grpcpool.cli.server.Listing;
import io.grpcpool.cli.text.Columns;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Confined to the main thread. {@code grpcpool xds}: what clients were sent, and what they said.
 */
@Command(
    name = "xds",
    description =
        "Shows what each client was sent, acknowledged and refused, name by name; or the resources"
            + " that are served; or the last pushes.",
    mixinStandardHelpOptions = true)
final class XdsCommand implements Callable<Integer> {
  /** What to show instead of clients. */
  static final class Subject {
    @Option(names = "--resources", description = "Show what is served, and to how many.")
    private boolean resources;

    @Option(names = "--pushes", description = "Show the last changes of what is served.")
    private boolean pushes;
  }

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private ClientFilter filter = new ClientFilter();

  @ArgGroup(exclusive = true)
  private Subject subject = new Subject();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ControlPlane controlPlane = server.controlPlane();
    if (subject.resources) {
      return show(filter.ofService(controlPlane, "resources"), "resources", XdsTables::resources);
    }
    if (subject.pushes) {
      return show(filter.ofService(controlPlane, "pushes"), "pushes", XdsTables::pushes);
    }
    return show(filter.clients(controlPlane, "clients"), "clients", XdsTables::clients);
  }

  private int show(Listing listing, String what, Function<List<JsonObject>, Columns> table) {
    PrintWriter out = spec.commandLine().getOut();
    if (server.asJson()) {
      out.println(ServerOptions.pretty(listing.json()));
    } else if (listing.items().isEmpty()) {
      out.println("no " + what);
    } else {
      out.print(table.apply(listing.items()).render() + listing.more(what));
    }
    return 0;
  }
}
