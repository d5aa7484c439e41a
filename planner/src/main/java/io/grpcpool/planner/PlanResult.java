package io.grpcpool.planner;

import io.grpcpool.planner.plan.Plan;
import java.util.List;

/** Immutable. What planning a policy came to. */
public sealed interface PlanResult {

  /** Serve this. */
  record Planned(Plan plan) implements PlanResult {}

  /**
   * The policy cannot be served; what was served for it stays, under the names it still holds.
   *
   * @param reason of the condition {@code Accepted}
   */
  record Rejected(Reason reason, List<PlanProblem> problems) implements PlanResult {
    public Rejected {
      problems = List.copyOf(problems);
    }

    /** Why, as the condition's reason spells it. */
    public enum Reason {
      INVALID_SPEC("InvalidSpec"),
      TARGET_CONFLICT("TargetConflict");

      private final String text;

      Reason(String text) {
        this.text = text;
      }

      /** The reason as conditions show it. */
      public String text() {
        return text;
      }
    }
  }

  /**
   * The source has not answered yet: nothing may be published, and what was stays.
   *
   * @param source the kind of source
   * @param detail what it says
   */
  record Waiting(String source, String detail) implements PlanResult {}
}
