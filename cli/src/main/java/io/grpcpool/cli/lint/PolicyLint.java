package io.grpcpool.cli.lint;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.lint.Lint;
import io.grpcpool.planner.name.NameClaim;
import io.grpcpool.planner.name.NameClaims;
import io.grpcpool.planner.name.NameGrant;
import io.grpcpool.planner.name.Seniority;
import io.grpcpool.planner.route.RouteView;
import io.grpcpool.planner.route.RouteViews;
import io.grpcpool.policy.GrpcPoolPolicy;
import io.grpcpool.policy.OtherDocument;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.PolicyValidator;
import io.grpcpool.policy.ReadResult;
import io.grpcpool.policy.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Confined to one thread. Judges policy files as the control plane would, one by one and, for the
 * names they claim, together.
 */
public final class PolicyLint {
  private final List<Finding> findings = new ArrayList<>();
  private final NameClaims claims = new NameClaims(true);
  private final Map<PolicyId, String> fileOf = new HashMap<>();
  private int policies;

  /** Judges one more file. */
  public void add(Path path) {
    String file = path.toString();
    ReadResult result =
        PolicyReader.readAmongOthers(path, other -> findings.add(skipped(file, other)));
    if (result instanceof ReadResult.Refused refused) {
      refused
          .problems()
          .forEach(
              problem -> {
                String at = problem.document() > 1 ? "document " + problem.document() + ": " : "";
                String field = problem.field().isEmpty() ? "" : problem.field() + ": ";
                findings.add(Finding.error(file, "", at + field + problem.message()));
              });
    } else if (result instanceof ReadResult.Read read) {
      for (int i = 0; i < read.policies().size(); i++) {
        add(file, i, read.policies().get(i));
      }
    }
  }

  private static Finding skipped(String file, OtherDocument other) {
    String at = other.document() > 1 ? "document " + other.document() + ": " : "";
    return Finding.note(
        file,
        at
            + other.kind()
            + " of "
            + other.apiVersion()
            + " is skipped; a control plane that reads files would refuse this one");
  }

  /** Everything found, in the order of the files; what is wrong with their names comes last. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings);
    fileOf.forEach((id, file) -> conflicts(id, file, all));
    return all;
  }

  /** How many policies the files hold, as far as they can be read. */
  public int policies() {
    return policies;
  }

  private void add(String file, int position, GrpcPoolPolicy policy) {
    policies++;
    List<Violation> violations = PolicyValidator.validate(policy);
    String name = name(policy);
    violations.forEach(violation -> findings.add(Finding.error(file, name, violation.toString())));
    if (!violations.isEmpty()) {
      return;
    }

    PolicyValidator.warnings(policy)
        .forEach(warning -> findings.add(Finding.warning(file, name, warning.toString())));
    RouteView route = RouteViews.of(policy);
    Lint.of(route)
        .forEach(warning -> findings.add(Finding.warning(file, name, warning.toString())));
    if (fileOf.containsKey(route.id())) {
      findings.add(
          Finding.error(file, name, "metadata.name: is in " + fileOf.get(route.id()) + " already"));
      return;
    }
    fileOf.put(route.id(), file);
    claims.put(NameClaim.of(route, Seniority.ofPath(file, position)));
  }

  private void conflicts(PolicyId id, String file, List<Finding> all) {
    NameGrant grant = claims.grant(id);
    grant
        .conflicts()
        .forEach(
            conflict -> {
              String message =
                  "spec.target: \""
                      + conflict.name()
                      + "\" belongs to "
                      + conflict.holder()
                      + " ("
                      + fileOf.get(conflict.holder())
                      + ")";
              all.add(
                  grant.refused()
                      ? Finding.error(file, id.toString(), message)
                      : Finding.warning(file, id.toString(), message));
            });
  }

  private static String name(GrpcPoolPolicy policy) {
    String namespace = policy.getMetadata().getNamespace();
    return (namespace == null ? "default" : namespace) + "/" + policy.getMetadata().getName();
  }
}
