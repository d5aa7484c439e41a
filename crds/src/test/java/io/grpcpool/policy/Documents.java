package io.grpcpool.policy;

import java.util.List;

/** Stateless. Texts and policies for tests. */
final class Documents {

  static final String DISCOVERY = "discovery: {consul: {service: orders}}";
  static final String TRACK = "tracks: [{name: main}]";

  private Documents() {}

  /** A document whose spec has the lines. */
  static String text(String... specLines) {
    return """
    apiVersion: grpcpool.io/v1alpha1
    kind: GrpcPoolPolicy
    metadata: {name: orders}
    spec:
      %s
    """
        .formatted(String.join("\n", specLines).indent(2).strip());
  }

  /** The policy of a text that can be read. */
  static GrpcPoolPolicy policy(String... specLines) {
    return read(text(specLines)).get(0);
  }

  static List<GrpcPoolPolicy> read(String text) {
    return ((ReadResult.Read) PolicyReader.read("test.yaml", text)).policies();
  }

  /** What is said of a text that cannot be read. */
  static List<String> refusals(String text) {
    return refusals(PolicyReader.read("test.yaml", text));
  }

  static List<String> refusals(ReadResult result) {
    return ((ReadResult.Refused) result).problems().stream().map(ReadProblem::toString).toList();
  }

  static List<String> violations(GrpcPoolPolicy policy) {
    return PolicyValidator.validate(policy).stream().map(Violation::toString).toList();
  }
}
