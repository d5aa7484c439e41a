package io.grpcpool.policy.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusTest {

  @Test
  void countsAllLeftOutEndpointsAndListsTheFirstTwenty() {
    List<LeftOutEndpoint> all =
        IntStream.range(0, 10_000).mapToObj(i -> new LeftOutEndpoint("e" + i, "bad")).toList();

    LeftOutEndpoints bounded = LeftOutEndpoints.of(all);

    assertThat(bounded.count()).isEqualTo(10_000);
    assertThat(bounded.listed()).isEqualTo(all.subList(0, 20));
  }

  @Test
  void listsFewLeftOutEndpointsWhole() {
    List<LeftOutEndpoint> all = List.of(new LeftOutEndpoint("e0", "bad"));

    assertThat(LeftOutEndpoints.of(all)).isEqualTo(new LeftOutEndpoints(1, all));
  }

  @Test
  void usesWordsThatKubernetesTakesAsReasons() {
    Stream<String> words =
        Stream.of(
                Stream.of(Phase.values()).map(Phase::text),
                Stream.of(ConditionType.values()).map(ConditionType::text),
                Stream.of(ConditionReason.values()).map(ConditionReason::text))
            .flatMap(word -> word);

    assertThat(words).allSatisfy(word -> assertThat(word).matches("[A-Z][A-Za-z]+"));
  }
}
