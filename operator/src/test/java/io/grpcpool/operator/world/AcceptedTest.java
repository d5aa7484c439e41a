package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.audit.AuditEntry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is written down of a policy that is accepted, and so what its Event says. */
class AcceptedTest {

  private static final String WATCHED = "resilience: {outlierDetection: {mode: \"Off\"}}";

  private final WorldFixture fixture = new WorldFixture().listed();

  private void accept(int generation, String more) {
    fixture.world.observed(Documents.single("shop", generation, "shop", more));
    fixture.thread.runDue();
    fixture.source.answer("shop", "1@10.0.0.1");
    fixture.thread.advance(Duration.ofSeconds(2));
  }

  @Test
  void tellsThatConnectionsAreRebuiltWhereOutlierDetectionIsAddedOrRemovedAndNotAtFirst() {
    accept(1, WATCHED);
    accept(2, "suspend: false");
    accept(3, WATCHED);
    accept(4, WATCHED.replace("Off", "On"));

    assertThat(fixture.audit)
        .extracting(AuditEntry::outcome)
        .containsExactly(
            "serving shop,shop.default",
            "serving shop,shop.default; outlier detection is removed: clients rebuild the"
                + " connections of the policy once",
            "serving shop,shop.default; outlier detection is added: clients rebuild the connections"
                + " of the policy once",
            "serving shop,shop.default");
  }
}
