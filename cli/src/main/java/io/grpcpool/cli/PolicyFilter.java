package io.grpcpool.cli;

import com.google.gson.JsonObject;
import io.grpcpool.cli.server.ControlPlane;
import io.grpcpool.cli.server.Fields;
import java.util.List;
import picocli.CommandLine.Option;

/** Confined to the main thread. The option that picks policies out of {@code /stats}. */
final class PolicyFilter {
  @Option(
      names = "--service",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Only this policy: NAMESPACE/NAME, NAME, or a name that clients dial.")
  private String service = "";

  /** Whether a policy is asked for. */
  boolean isSet() {
    return !service.isEmpty();
  }

  static String name(JsonObject policy) {
    return Fields.text(policy, "namespace") + "/" + Fields.text(policy, "name");
  }

  /**
   * The policies that go by the name; all if none is asked for.
   *
   * @throws CliException if none goes by it
   */
  List<JsonObject> select(ControlPlane controlPlane, JsonObject stats) {
    List<JsonObject> all = Fields.objects(stats, "policies");
    if (!isSet()) {
      return all;
    }
    List<JsonObject> found = all.stream().filter(policy -> matches(policy)).toList();
    if (found.isEmpty()) {
      throw new CliException(
          "the control plane at "
              + controlPlane.url()
              + " has no policy for \""
              + service
              + "\"; it has: "
              + (all.isEmpty()
                  ? "none"
                  : String.join(", ", all.stream().map(PolicyFilter::name).toList())));
    }
    return found;
  }

  private boolean matches(JsonObject policy) {
    return name(policy).equals(service)
        || Fields.text(policy, "name").equals(service)
        || List.of(Fields.joined(policy, "targets").split(", ")).contains(service);
  }
}
