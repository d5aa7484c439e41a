package io.grpcpool.cli;

import io.grpcpool.cli.server.ControlPlane;
import io.grpcpool.cli.server.Listing;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Confined to the main thread. The options that choose among clients. */
final class ClientFilter {
  @Option(
      names = "--service",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only of this policy: NAMESPACE/NAME, NAME, or a name that clients dial.")
  private String service = "";

  @Option(
      names = "--node",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only clients whose node id contains this.")
  private String node = "";

  @Option(names = "--nacked", description = "Only clients that refuse something that is served.")
  private boolean nacked;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The most entries to show (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** The clients that are chosen, from a page of {@code /debug/xds}. */
  Listing clients(ControlPlane controlPlane, String page) {
    return read(
        controlPlane,
        page,
        "clients",
        Map.of("service", service, "node", node, "nacked", nacked ? "true" : ""));
  }

  /** What is chosen by service alone. */
  Listing ofService(ControlPlane controlPlane, String page) {
    return read(controlPlane, page, page, Map.of("service", service));
  }

  private Listing read(
      ControlPlane controlPlane, String page, String field, Map<String, String> filters) {
    if (limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit is " + limit + "; allowed: 1 or more");
    }
    return Listing.read(controlPlane, "/debug/xds/" + page, field, filters, limit);
  }
}
