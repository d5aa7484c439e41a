package io.grpcpool.operator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grpcpool.operator.audit.AuditEntry;
import io.grpcpool.operator.audit.AuditEntry.Action;
import io.grpcpool.planner.PlanResult.Rejected;
import io.grpcpool.planner.PlanResult.Waiting;
import io.grpcpool.planner.PolicyId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written may be wrong, unreadable or not answered yet; what is served stays. */
class LastGoodTest {

  private final WorldFixture fixture = new WorldFixture().listed();

  @BeforeEach
  void serveGenerationOne() {
    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.runDue();
    fixture.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    fixture.thread.runDue();
  }

  @Test
  void servesAPolicyUnderItsNamesOnceItsSourceHasAnswered() {
    assertThat(fixture.shares("shop")).containsExactly(9_000, 1_000);
    assertThat(fixture.hasListener("shop")).isTrue();
    assertThat(fixture.hasListener("shop.default")).isTrue();
  }

  @Test
  void keepsTheLastGoodPolicyWhenTheNewSpecIsInvalid() {
    fixture.world.observed(Documents.weighted("shop", 2, 0, 0));
    fixture.thread.runDue();

    assertThat(fixture.report("shop").result()).isInstanceOf(Rejected.class);
    assertThat(fixture.served("shop").generation()).isEqualTo(1);
    assertThat(fixture.shares("shop")).containsExactly(9_000, 1_000);
  }

  @Test
  void goesOnFollowingEndpointsUnderTheLastGoodPolicy() {
    fixture.world.observed(Documents.weighted("shop", 2, 0, 0));
    fixture.thread.runDue();

    fixture.source.answer("shop", "1@10.0.0.1");
    fixture.thread.runDue();

    assertThat(fixture.shares("shop")).containsExactly(10_000, 0);
    assertThat(fixture.report("shop").result()).isInstanceOf(Rejected.class);
  }

  @Test
  void servesTheNextGoodSpecAfterABadOne() {
    fixture.world.observed(Documents.weighted("shop", 2, 0, 0));
    fixture.thread.runDue();

    fixture.world.observed(Documents.weighted("shop", 3, 50, 50));
    fixture.thread.advance(DirtyPolicies.LONGEST_WAIT);

    assertThat(fixture.shares("shop")).containsExactly(5_000, 5_000);
    assertThat(fixture.served("shop").generation()).isEqualTo(3);
  }

  @Test
  void keepsTheOldEndpointsUntilANewlyNamedServiceHasAnswered() {
    fixture.world.observed(Documents.onService("shop", 2, "shop", "shop-v2", ""));
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.report("shop").result()).isInstanceOf(Waiting.class);
    assertThat(fixture.served("shop").generation()).isEqualTo(1);
    assertThat(fixture.shares("shop")).containsExactly(9_000, 1_000);
  }

  @Test
  void goesOverToANewlyNamedServiceWhenItHasAnswered() {
    fixture.world.observed(Documents.onService("shop", 2, "shop", "shop-v2", ""));
    fixture.thread.runDue();

    fixture.source.answer("shop-v2", "1@10.0.9.9");
    fixture.thread.runDue();

    assertThat(fixture.served("shop").generation()).isEqualTo(2);
    assertThat(fixture.source.isWatched("shop")).isFalse();
  }

  @Test
  void keepsThePolicyWhenItsFileCannotBeReadAnyMore() {
    PolicyId id = new PolicyId("default", "shop");

    fixture.world.unreadable(id, "shop.yaml: line 3: not YAML");
    fixture.thread.runDue();

    assertThat(fixture.shares("shop")).containsExactly(9_000, 1_000);
    assertThat(fixture.report("shop").result())
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.problems().toString()).contains("shop.yaml: line 3"));
  }

  @Test
  void isAcceptedAgainWhenTheFileIsAsItWas() {
    fixture.world.unreadable(new PolicyId("default", "shop"), "not YAML");
    fixture.thread.runDue();

    fixture.world.observed(Documents.weighted("shop", 1, 90, 10));
    fixture.thread.runDue();

    assertThat(fixture.report("shop").result()).isNotInstanceOf(Rejected.class);
  }

  @Test
  void keepsServingWhileANewSourceHasNotAnswered() {
    fixture.world.observed(Documents.single("other", 1, "other", "deletionGrace: 60s"));
    fixture.thread.advance(Duration.ofSeconds(1));

    assertThat(fixture.report("other").result()).isInstanceOf(Waiting.class);
    assertThat(fixture.hasListener("other")).isFalse();
  }

  @Test
  void writesOneAuditLineForEachDecision() {
    fixture.world.observed(Documents.weighted("shop", 2, 0, 0));
    fixture.world.observed(Documents.weighted("shop", 3, 50, 50));
    fixture.thread.advance(DirtyPolicies.LONGEST_WAIT);

    assertThat(fixture.audit)
        .extracting(AuditEntry::action, AuditEntry::generation, AuditEntry::newWeights)
        .containsExactly(
            tuple(Action.ACCEPT, 1L, "stable=90,canary=10"),
            tuple(Action.REJECT, 2L, "stable=90,canary=10"),
            tuple(Action.ACCEPT, 3L, "stable=50,canary=50"));
  }

  @Test
  void freezesASuspendedPolicyWhateverItsEndpointsDo() {
    fixture.world.observed(Documents.single("still", 1, "still", "suspend: false"));
    fixture.thread.runDue();
    fixture.source.answer("still", "1@10.0.1.1");
    fixture.thread.runDue();

    fixture.world.observed(Documents.single("still", 2, "still", "suspend: true"));
    fixture.thread.advance(DirtyPolicies.LONGEST_WAIT);
    fixture.source.answer("still", "1@10.0.1.1", "1@10.0.1.2");
    fixture.thread.advance(DirtyPolicies.LONGEST_WAIT);

    assertThat(fixture.served("still").endpoints()).hasSize(1);
    assertThat(fixture.served("still").suspended()).isTrue();
  }

  @Test
  void servesTheRememberedPolicyThoughThePresentOneIsInvalidFromTheStart() {
    WorldFixture restarted = new WorldFixture();
    restarted.world.observed(Documents.weighted("shop", 1, 90, 10));
    restarted.world.observed(Documents.weighted("shop", 2, 0, 0));
    restarted.listed();

    restarted.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    restarted.thread.runDue();

    assertThat(restarted.shares("shop")).containsExactly(9_000, 1_000);
    assertThat(restarted.report("shop").result()).isInstanceOf(Rejected.class);
  }

  @Test
  void servesTheRememberedPolicyThoughItsFileIsUnreadableFromTheStart() {
    WorldFixture restarted = new WorldFixture();
    restarted.world.observed(Documents.weighted("shop", 1, 90, 10));
    restarted.world.unreadable(new PolicyId("default", "shop"), "not YAML");
    restarted.listed();

    restarted.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    restarted.thread.runDue();

    assertThat(restarted.shares("shop")).containsExactly(9_000, 1_000);
    assertThat(restarted.report("shop").result()).isInstanceOf(Rejected.class);
  }

  @Test
  void servesWhatIsRememberedWhereThePresentDocumentIsRefused() {
    WorldFixture restarted = new WorldFixture();
    restarted.world.remembered(Documents.single("shop", 1, "shop", ""));
    restarted.world.observed(Documents.single("shop", 2, "shop", "deletionGrace: sixty"));
    restarted.listed();

    restarted.source.answer("shop", "1@10.0.0.1");
    restarted.thread.runDue();

    assertThat(restarted.served("shop").generation()).isEqualTo(1);
    assertThat(restarted.report("shop").result()).isInstanceOf(Rejected.class);
    assertThat(restarted.report("shop").standIn())
        .hasValueSatisfying(older -> assertThat(older.generation()).isEqualTo(1));
  }

  @Test
  void servesWhatIsRememberedWhereThePresentDocumentAsksForATakenName() {
    WorldFixture restarted = new WorldFixture();
    restarted.world.observed(Documents.single("older", 1, "shop", ""));
    restarted.world.remembered(Documents.single("younger", 1, "store", ""));
    restarted.world.observed(Documents.single("younger", 2, "shop", ""));
    restarted.listed();

    restarted.source.answer("older", "1@10.0.0.1");
    restarted.source.answer("younger", "1@10.0.0.2");
    restarted.thread.advance(Duration.ofSeconds(1));

    assertThat(restarted.served("younger").listeners()).contains("store");
    assertThat(restarted.report("younger").standIn()).isPresent();
    assertThat(restarted.served("older").listeners()).contains("shop");
  }

  @Test
  void aDocumentThatCanBeServedNeedsNoStandIn() {
    WorldFixture restarted = new WorldFixture();
    restarted.world.remembered(Documents.single("shop", 1, "shop", ""));
    restarted.world.observed(Documents.single("shop", 2, "shop", ""));
    restarted.listed();

    restarted.source.answer("shop", "1@10.0.0.1");
    restarted.thread.advance(Duration.ofSeconds(1));

    assertThat(restarted.served("shop").generation()).isEqualTo(2);
    assertThat(restarted.report("shop").standIn()).isEmpty();
  }

  @Test
  void whatIsRememberedChangesNothingThatIsServed() {
    WorldFixture running = new WorldFixture().listed();
    running.world.observed(Documents.single("shop", 2, "shop", ""));
    running.thread.runDue();
    running.source.answer("shop", "1@10.0.0.1");
    running.thread.runDue();

    running.world.remembered(Documents.single("shop", 1, "store", ""));
    running.thread.advance(Duration.ofSeconds(1));

    assertThat(running.served("shop").generation()).isEqualTo(2);
    assertThat(running.served("shop").listeners()).contains("shop");
  }

  @Test
  void aReplicaThatServesNothingYetTakesWhatTheLeaderKeptLater() {
    WorldFixture late = new WorldFixture();
    late.world.observed(Documents.single("shop", 2, "shop", "deletionGrace: sixty"));
    late.listed();

    late.world.remembered(Documents.single("shop", 1, "shop", ""));
    late.thread.runDue();
    late.source.answer("shop", "1@10.0.0.1");
    late.thread.runDue();

    assertThat(late.served("shop").generation()).isEqualTo(1);
  }

  @Test
  void writesDownThatATrackLostItsEndpointsAndGotThemBack() {
    WorldFixture world = new WorldFixture().listed();
    world.world.observed(Documents.weighted("shop", 1, 90, 10));
    world.thread.runDue();
    world.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    world.thread.advance(Duration.ofSeconds(1));

    world.source.answer("shop", "1@10.0.0.1");
    world.thread.advance(Duration.ofSeconds(1));
    world.source.answer("shop", "1@10.0.0.1", "2@10.0.0.2");
    world.thread.advance(Duration.ofSeconds(1));

    assertThat(world.audit)
        .extracting(AuditEntry::action, AuditEntry::newWeights, AuditEntry::outcome)
        .endsWith(
            tuple(Action.EMPTY_TRACK, "stable=100,canary=0", "track canary has no usable endpoint"),
            tuple(
                Action.RECOVER_TRACK,
                "stable=90,canary=10",
                "track canary has usable endpoints again"));
  }
}
