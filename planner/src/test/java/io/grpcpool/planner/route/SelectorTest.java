package io.grpcpool.planner.route;

import static io.grpcpool.planner.EndpointBuilder.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.planner.Endpoint;
import io.grpcpool.planner.EndpointBuilder;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SelectorTest {

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("spellings")
  void hasOneSpelling(Map<String, String> labels, String canonical) {
    assertThat(Selector.of(labels).canonical()).isEqualTo(canonical);
  }

  @Test
  void aServiceIsNeverSpelledLikeALabel() {
    assertThat(Selector.ofService("web").canonical()).isEqualTo("service:web");
    assertThat(Selector.of(Map.of("service", "web")).canonical()).isEqualTo("service=web");
    assertThat(Selector.of(Map.of("service:web", "")).canonical()).isEqualTo("service%3Aweb=");
  }

  @Test
  void aTrackWithAServiceOfItsOwnTakesWhatThatServiceLists() {
    Endpoint listed = anEndpoint(1).services("web-canary").build();

    assertThat(Selector.ofService("web-canary").matches(listed)).isTrue();
    assertThat(Selector.ofService("web-stable").matches(listed)).isFalse();
    assertThat(Selector.ALL.matches(listed)).isFalse();
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
        Arguments.of(Map.of(), "all"),
        Arguments.of(Map.of("version", "1.4.0"), "version=1.4.0"),
        Arguments.of(Map.of("version", "1", "env", "prod"), "env=prod&version=1"),
        Arguments.of(Map.of("app.kubernetes.io/name", "a b"), "app.kubernetes.io%2Fname=a%20b"),
        Arguments.of(Map.of("a=b", "c&d"), "a%3Db=c%26d"),
        Arguments.of(Map.of("name", "grün"), "name=gr%C3%BCn"),
        Arguments.of(Map.of("empty", ""), "empty="));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matches")
  void matchesLabelsThenTags(
      String why, Map<String, String> labels, EndpointBuilder endpoint, boolean matches) {
    assertThat(Selector.of(labels).matches(endpoint.build())).isEqualTo(matches);
  }

  static Stream<Arguments> matches() {
    Map<String, String> v1 = Map.of("version", "1");
    return Stream.of(
        Arguments.of("no label selects all", Map.of(), anEndpoint(1), true),
        Arguments.of("a label", v1, anEndpoint(1).version("1"), true),
        Arguments.of("another value", v1, anEndpoint(1).version("2"), false),
        Arguments.of("no such label", v1, anEndpoint(1), false),
        Arguments.of("a tag key=value", v1, anEndpoint(1).tags("version=1"), true),
        Arguments.of(
            "a label goes before a tag", v1, anEndpoint(1).version("2").tags("version=1"), false),
        Arguments.of("a bare tag", Map.of("tag", "blue"), anEndpoint(1).tags("blue"), true),
        Arguments.of("another bare tag", Map.of("tag", "blue"), anEndpoint(1).tags("red"), false),
        Arguments.of(
            "every label must match",
            Map.of("version", "1", "tag", "blue"),
            anEndpoint(1).version("1"),
            false));
  }
}
