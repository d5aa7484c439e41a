package io.grpcpool.policy;

import java.util.List;

/** Immutable. What became of a file: its policies, or everything that is wrong with it. */
public sealed interface ReadResult {

  /**
   * The file's policies in the order written, as written: defaults are not applied, rules are not
   * checked. A file without a document gives none.
   */
  record Read(List<GrpcPoolPolicy> policies) implements ReadResult {
    public Read {
      policies = List.copyOf(policies);
    }
  }

  /** A file is taken whole or not at all: one bad document refuses all of it. */
  record Refused(List<ReadProblem> problems) implements ReadResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
