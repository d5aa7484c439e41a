package io.grpcpool.planner.withdraw;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.PolicyId;
import io.grpcpool.planner.withdraw.Deletions.Stage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final PolicyId USERS = policy(0);

  private final Deletions deletions = new Deletions();

  @ParameterizedTest(name = "after {0} s {1}")
  @CsvSource({"0, SERVED", "59, SERVED", "60, EMPTIED", "119, EMPTIED", "120, GONE"})
  void withdrawsADeletedPolicyInStages(int seconds, Stage stage) {
    present(1);
    deletions.deleted(USERS, GRACE, START);

    assertThat(deletions.stage(USERS, at(seconds))).isEqualTo(stage);
  }

  @Test
  void servesAPolicyThatIsPresentAndNotOneThatNeverWas() {
    present(1);

    assertThat(deletions.stage(USERS, START)).isEqualTo(Stage.SERVED);
    assertThat(deletions.stage(policy(9), START)).isEqualTo(Stage.GONE);
  }

  @Test
  void withdrawsNothingOfAPolicyThatComesBack() {
    present(1);
    deletions.deleted(USERS, GRACE, START);
    deletions.present(USERS);

    assertThat(deletions.stage(USERS, at(1_000))).isEqualTo(Stage.SERVED);
    assertThat(deletions.nextChange(START)).isEmpty();
  }

  @Test
  void ignoresTheDeletionOfAnUnknownPolicy() {
    deletions.deleted(USERS, GRACE, START);

    assertThat(deletions.nextChange(START)).isEmpty();
  }

  @Test
  void saysWhenTheNextStageBegins() {
    present(3);
    deletions.deleted(policy(0), GRACE, START);
    deletions.deleted(policy(1), Duration.ofSeconds(5), START);

    assertThat(deletions.nextChange(START)).contains(at(5));
    assertThat(deletions.nextChange(at(5))).contains(at(60));
    assertThat(deletions.nextChange(at(60))).contains(at(65));
    assertThat(deletions.nextChange(at(65))).contains(at(120));
  }

  @Test
  void forgetsWhatIsGone() {
    present(1);
    deletions.deleted(USERS, GRACE, START);

    assertThat(deletions.forgetGone(at(119))).isEmpty();
    assertThat(deletions.forgetGone(at(120))).containsExactly(USERS);
    assertThat(deletions.forgetGone(at(120))).isEmpty();
    assertThat(deletions.nextChange(at(120))).isEmpty();
  }

  @ParameterizedTest(name = "{1} of {0} vanish within {2} s: {3} held")
  @CsvSource({
    "4, 2, 0, 2",
    "4, 1, 0, 0",
    "3, 3, 0, 0",
    "8, 4, 9, 4",
    "8, 3, 9, 0",
    "4, 4, 0, 4",
    "4, 2, 10, 0",
    "9, 4, 0, 0",
    "9, 5, 0, 5",
  })
  void holdsWhereHalfOfFourOrMoreVanishAtOnce(int known, int vanish, int within, int held) {
    present(known);
    deletions.deleted(policy(0), GRACE, START);
    for (int i = 1; i < vanish; i++) {
      deletions.deleted(policy(i), GRACE, at(within));
    }

    assertThat(deletions.held()).hasSize(held);
  }

  @Test
  void withdrawsNothingOfWhatIsHeld() {
    present(4);
    vanish(4);

    assertThat(deletions.stage(USERS, at(100_000))).isEqualTo(Stage.SERVED);
    assertThat(deletions.nextChange(START)).isEmpty();
    assertThat(deletions.forgetGone(at(100_000))).isEmpty();
  }

  @Test
  void startsTheGraceOfWhatIsHeldWhenAPersonConfirms() {
    present(4);
    vanish(4);
    deletions.confirm(at(500));

    assertThat(deletions.held()).isEmpty();
    assertThat(deletions.stage(USERS, at(559))).isEqualTo(Stage.SERVED);
    assertThat(deletions.stage(USERS, at(560))).isEqualTo(Stage.EMPTIED);
  }

  @Test
  void holdsOnlyWhatDoesNotComeBack() {
    present(4);
    vanish(4);
    deletions.present(policy(0));
    deletions.present(policy(1));

    assertThat(deletions.held()).containsExactly(policy(2), policy(3));
  }

  @Test
  void confirmsNothingThatIsNotHeld() {
    present(1);
    deletions.deleted(USERS, GRACE, START);
    deletions.confirm(at(30));

    assertThat(deletions.stage(USERS, at(60))).isEqualTo(Stage.EMPTIED);
  }

  private void present(int count) {
    for (int i = 0; i < count; i++) {
      deletions.present(policy(i));
    }
  }

  private void vanish(int count) {
    for (int i = 0; i < count; i++) {
      deletions.deleted(policy(i), GRACE, START);
    }
  }

  private static PolicyId policy(int number) {
    return new PolicyId("shop", "p" + number);
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
