package io.grpcpool.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangePointTest {
  private static final String OLD = "1.4.0";
  private static final String NEW = "1.5.0";

  @Test
  void findsTheFirstCallExactlyWhereOneVersionTookOver() {
    List<Call> calls = sequence("ooooooooooNNNNNNNNNN");

    assertThat(new ChangePoint(0, 1).firstCallAfter(calls, NEW)).hasValue(10);
  }

  @Test
  void findsTheFirstCallAfterTheLastOneToAVersionThatLostItsWeight() {
    List<Call> calls = sequence("oNNooNoN" + "o".repeat(30));

    assertThat(new ChangePoint(0.5, 0).firstCallAfter(calls, NEW)).hasValue(8);
  }

  @Test
  void findsAChangeOfAMixWithinAFewCalls() {
    List<Call> calls = mixed(500, 0.1, 500, 0.5);

    assertThat(new ChangePoint(0.1, 0.5).firstCallAfter(calls, NEW).orElseThrow())
        .isBetween(480L, 520L);
  }

  @Test
  void staysSilentAsLongAsTheCallsFollowTheOldShare() {
    List<Call> calls = mixed(1_000, 0.1, 0, 0.5);

    assertThat(new ChangePoint(0.1, 0.5).firstCallAfter(calls, NEW)).isEmpty();
  }

  @Test
  void passesOverFailedCalls() {
    List<Call> calls = new ArrayList<>(sequence("oooooooooo"));
    calls.add(new Call(10, 1, "", "", "UNAVAILABLE"));

    assertThat(new ChangePoint(0, 1).firstCallAfter(calls, NEW)).isEmpty();
  }

  /** Calls that start at 0, 1, 2, …: {@code o} is answered by the old version, N by the new. */
  private static List<Call> sequence(String answers) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < answers.length(); i++) {
      calls.add(new Call(i, 1, answers.charAt(i) == 'N' ? NEW : OLD, "b", "OK"));
    }
    return calls;
  }

  private static List<Call> mixed(int before, double share, int after, double shareAfter) {
    Random random = new Random(7);
    StringBuilder answers = new StringBuilder();
    for (int i = 0; i < before + after; i++) {
      answers.append(random.nextDouble() < (i < before ? share : shareAfter) ? 'N' : 'o');
    }
    return sequence(answers.toString());
  }
}
