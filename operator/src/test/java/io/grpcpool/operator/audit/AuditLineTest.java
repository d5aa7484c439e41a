package io.grpcpool.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.audit.AuditEntry.Action;
import io.grpcpool.planner.PolicyId;
import org.junit.jupiter.api.Test;

/** One decision, one line, whatever others wrote into it. */
class AuditLineTest {

  private static String line(String who, String outcome) {
    PolicyId shop = new PolicyId("default", "shop");
    return AuditLine.of(
        new AuditEntry(shop, 3, "uid", who, Action.EMPTY_TRACK, "a=1", "a=0", outcome));
  }

  @Test
  void namesWhatWasDecidedAndByWhom() {
    assertThat(line("kubectl-edit", "done"))
        .isEqualTo(
            "policy=default/shop generation=3 who=\"kubectl-edit\" action=empty-track"
                + " old=\"a=1\" new=\"a=0\" outcome=\"done\"");
  }

  @Test
  void aQuotationMarkDoesNotEndAValue() {
    assertThat(line("me\" action=\"accept", "a\\b"))
        .contains("who=\"me\\\" action=\\\"accept\"")
        .endsWith("outcome=\"a\\\\b\"");
  }

  @Test
  void nothingEndsTheLine() {
    assertThat(line("me", "one\ntwo\rthree\u2028four\u001b[31m"))
        .endsWith("outcome=\"one\\ntwo\\u000dthree\\u2028four\\u001b[31m\"");
  }
}
