package io.grpcpool.cli;

import com.google.gson.JsonObject;
import io.grpcpool.cli.server.ControlPlane;
import io.grpcpool.cli.server.Fields;
import java.util.List;

/** Immutable. Picks policies out of {@code /stats}. */
final class PolicyFilter {
  private PolicyFilter() {}

  static String name(JsonObject policy) {
    return Fields.text(policy, "namespace") + "/" + Fields.text(policy, "name");
  }

  /**
   * The policies that go by a name: {@code namespace/name}, {@code name}, or a name that clients
   * dial; all if the name is empty.
   *
   * @throws CliException if none goes by it
   */
  static List<JsonObject> select(ControlPlane controlPlane, JsonObject stats, String wanted) {
    List<JsonObject> all = Fields.objects(stats, "policies");
    if (wanted.isEmpty()) {
      return all;
    }
    List<JsonObject> found = all.stream().filter(policy -> matches(policy, wanted)).toList();
    if (found.isEmpty()) {
      throw new CliException(
          "the control plane at "
              + controlPlane.url()
              + " has no policy for \""
              + wanted
              + "\"; it has: "
              + (all.isEmpty()
                  ? "none"
                  : String.join(", ", all.stream().map(PolicyFilter::name).toList())));
    }
    return found;
  }

  private static boolean matches(JsonObject policy, String wanted) {
    return name(policy).equals(wanted)
        || Fields.text(policy, "name").equals(wanted)
        || List.of(Fields.joined(policy, "targets").split(", ")).contains(wanted);
  }
}
