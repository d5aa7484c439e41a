package io.grpcpool.planner.select;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static io.grpcpool.planner.route.EndpointRules.HealthMode.ONLY_PASSING;
import static io.grpcpool.planner.route.EndpointRules.HealthMode.PASSING_AND_WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointHealth;
import io.grpcpool.planner.route.EndpointRules;
import io.grpcpool.planner.route.EndpointRules.HealthMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthJudgementTest {

  /**
   * One letter per endpoint: P passing, W warning, C critical, M maintenance, small letters with
   * weight 0. Groups are separated by a bar, the last one holds what no track selects. The result
   * has the letters of those that take calls.
   */
  @ParameterizedTest(name = "{0} at {1} % -> {2}: {3}")
  @CsvSource({
    "PP|,        50, PP|,      healthy ones take calls",
    "PPC|,       50, PP|,      a critical one does not",
    "PCC|,       50, PCC|,     a third is too few: panic",
    "PC|,        50, P|,       half is enough",
    "CC|,        50, CC|,      all critical is a panic",
    "CC|,         0, |,        a threshold of 0 believes it",
    "PCC|,        0, P|,       a threshold of 0 never panics",
    "PPPC|,     100, PPPC|,    a threshold of 100 always believes the worst",
    "PM|,        50, P|,       maintenance never takes calls",
    "MM|,        50, |,        nor in a panic",
    "CCM|,       50, CC|,      nor in a panic of others",
    "PPMMMM|,    50, PP|,      and does not count",
    "PWW|,       50, PWW|,     warning takes calls",
    "Pw|,        50, P|,       warning of weight 0 does not",
    "wwP|,       50, wwP|,     but counts as not healthy",
    "Pp|,        50, P|,       passing of weight 0 is drained",
    "pCC|,       50, CC|,      and no panic brings it back",
    "Pppp|,      50, P|,       and does not count",
    "ccP|,       50, ccP|,     critical of weight 0 is served in a panic",
    "PP|CC|,     50, PP||,     a lost track is believed while another is healthy",
    "PP|CCCCCC|, 50, PP||,     even where it is the greater part",
    "PC|CCCCCC|, 50, P||,      half of the other is healthy enough",
    "PCC|CC|,    50, PCC|CC|,  too few of the other is a panic of the service",
    "PCC|PPPP|,  50, P|PPPP|,  a track is not judged alone",
    "C|PPP,      50, |,        healthy ones outside of tracks show that checks work",
    "PC|CCCCCC,  50, P|,       lost ones outside of tracks do not count",
  })
  void judgesHealthOverTheService(String groups, int threshold, String usable, String why) {
    assertThat(judge(groups, threshold, PASSING_AND_WARNING)).as(why).isEqualTo(usable);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"PPW|, PP|", "PWW|, PWW|", "WW|, WW|"})
  void takesWarningForUnhealthyWhereOnlyPassingIsAskedFor(String groups, String usable) {
    assertThat(judge(groups, 50, ONLY_PASSING)).isEqualTo(usable);
  }

  private static String judge(String text, int threshold, HealthMode mode) {
    EndpointRules rules = new EndpointRules(Set.of(), mode, threshold, List.of(), false);
    List<List<Endpoint>> groups = new ArrayList<>();
    int number = 0;
    for (String group : text.split("\\|", -1)) {
      List<Endpoint> endpoints = new ArrayList<>();
      for (char letter : group.toCharArray()) {
        endpoints.add(endpoint(number++, letter));
      }
      groups.add(endpoints);
    }
    // What no track selects takes no calls whatever its health, so only the tracks are shown.
    return HealthJudgement.of(groups, rules).usable().stream()
            .limit(groups.size() - 1L)
            .map(g -> g.stream().map(HealthJudgementTest::letter).collect(Collectors.joining()))
            .collect(Collectors.joining("|"))
        + "|";
  }

  private static Endpoint endpoint(int number, char letter) {
    EndpointHealth health =
        switch (Character.toUpperCase(letter)) {
          case 'P' -> EndpointHealth.PASSING;
          case 'W' -> EndpointHealth.WARNING;
          case 'C' -> EndpointHealth.CRITICAL;
          default -> EndpointHealth.MAINTENANCE;
        };
    int weight = Character.isUpperCase(letter) ? 1 : 0;
    return anEndpoint(number).health(health).weight(weight).build();
  }

  private static String letter(Endpoint endpoint) {
    String letter = endpoint.health().name().substring(0, 1);
    return endpoint.weight() > 0 ? letter : letter.toLowerCase(Locale.ROOT);
  }
}
