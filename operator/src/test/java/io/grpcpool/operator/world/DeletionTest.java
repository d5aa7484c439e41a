package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.status.Statuses;
import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A deleted policy leaves in two steps after its grace, and not at all if it is an accident. */
class DeletionTest {

  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration EMPTIED_FOR = Duration.ofSeconds(60);

  private final WorldFixture fixture = new WorldFixture().listed();

  private void serve(String name) {
    fixture.world.observed(Documents.weighted(name, 1, 90, 10));
    fixture.thread.runDue();
    fixture.source.answer(name, "1@10.0.0.1", "2@10.0.0.2");
    fixture.thread.runDue();
  }

  private void delete(String name) {
    fixture.world.deleted(new PolicyId("default", name));
    fixture.thread.runDue();
  }

  @Test
  void servesADeletedPolicyUnchangedDuringItsGrace() {
    serve("shop");

    delete("shop");
    fixture.thread.advance(GRACE.minusSeconds(1));

    assertThat(fixture.shares("shop")).containsExactly(9_000, 1_000);
    assertThat(fixture.report("shop").terminating()).isTrue();
  }

  @Test
  void emptiesTheClustersAfterTheGraceAndKeepsTheName() {
    serve("shop");

    delete("shop");
    fixture.thread.advance(GRACE);

    assertThat(fixture.served("shop").clusters())
        .allSatisfy(cluster -> assertThat(cluster.localities()).isEmpty());
    assertThat(fixture.hasListener("shop")).isTrue();
  }

  @Test
  void withdrawsTheNameLast() {
    serve("shop");

    delete("shop");
    fixture.thread.advance(GRACE.plus(EMPTIED_FOR));

    assertThat(fixture.table).isEmpty();
    assertThat(fixture.world.reports().all()).isEmpty();
    assertThat(fixture.source.isWatched("shop")).isFalse();
  }

  @Test
  void nothingHappensWhenAPolicyIsRestoredWithinItsGrace() {
    serve("shop");
    delete("shop");
    int published = fixture.updates.size();

    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.advance(GRACE.plus(EMPTIED_FOR));

    assertThat(fixture.updates).hasSize(published);
    assertThat(fixture.report("shop").terminating()).isFalse();
    assertThat(fixture.shares("shop")).containsExactly(9_000, 1_000);
  }

  @Test
  void getsItsEndpointsBackWhenItIsRestoredAfterItsGrace() {
    serve("shop");
    delete("shop");
    fixture.thread.advance(GRACE);

    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.runDue();

    assertThat(fixture.served("shop").clusters())
        .allSatisfy(cluster -> assertThat(cluster.localities()).isNotEmpty());
  }

  @Test
  void holdsAMassDeletionUntilAPersonConfirms() {
    List.of("a", "b", "c", "d").forEach(this::serve);

    List.of("a", "b").forEach(this::delete);
    fixture.thread.advance(Duration.ofHours(1));

    assertThat(fixture.world.heldDeletions()).hasSize(2);
    assertThat(fixture.hasListener("a")).isTrue();
    assertThat(fixture.shares("b")).containsExactly(9_000, 1_000);
  }

  @Test
  void withdrawsAMassDeletionThatAPersonConfirmed() {
    List.of("a", "b", "c", "d").forEach(this::serve);
    List.of("a", "b").forEach(this::delete);

    fixture.world.confirmDeletions();
    fixture.thread.advance(GRACE.plus(EMPTIED_FOR));

    assertThat(fixture.world.heldDeletions()).isEmpty();
    assertThat(fixture.hasListener("a")).isFalse();
    assertThat(fixture.hasListener("c")).isTrue();
  }

  @Test
  void aPolicyThatComesAgainAfterItsEndKeepsNothingOfItsOldStatus() {
    Instant[] now = {Instant.parse("2026-01-01T12:00:00Z")};
    Statuses statuses = new Statuses(id -> List.of(), id -> Map.of(), () -> now[0]);
    statuses.follow(fixture.world.reports());
    serve("shop");
    statuses.of(fixture.report("shop"));

    delete("shop");
    fixture.thread.advance(GRACE.plus(EMPTIED_FOR));
    now[0] = now[0].plusSeconds(3_600);
    serve("shop");

    assertThat(statuses.of(fixture.report("shop")).conditions())
        .allSatisfy(c -> assertThat(c.lastTransitionTime()).isEqualTo(now[0].toString()));
  }
}
