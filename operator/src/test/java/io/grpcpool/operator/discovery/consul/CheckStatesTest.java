package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which services and nodes a change of all checks concerns. */
class CheckStatesTest {
  private static final String WEB = check("n1", "web-1", "Web", "passing", "[\"v1\"]");
  private static final String NODE = check("n1", "", "", "passing", "[]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a state    | n1 | web-1 | critical | ['v1']",
        "a tag      | n1 | web-1 | passing  | ['v2']",
        "a node     | n2 | web-1 | passing  | ['v1']",
        "an ID      | n1 | web-2 | passing  | ['v1']",
      })
  void concernsTheServiceThatChanged(String what, String node, String id, String state, String tags)
      throws IOException {
    String changed = check(node, id, "Web", state, tags.replace('\'', '"'));

    assertThat(parse(changed, NODE).changedServices(parse(WEB, NODE))).containsExactly("web");
  }

  @Test
  void concernsAServiceThatCameOrWent() throws IOException {
    assertThat(parse(NODE).changedServices(parse(WEB, NODE))).containsExactly("web");
    assertThat(parse(WEB, NODE).changedServices(parse(NODE))).containsExactly("web");
  }

  @Test
  void concernsTheNodeWhoseOwnCheckChanged() throws IOException {
    CheckStates after = parse(WEB, check("n1", "", "", "critical", "[]"));

    assertThat(after.changedNodes(parse(WEB, NODE))).containsExactly("n1");
    assertThat(after.changedServices(parse(WEB, NODE))).isEmpty();
  }

  @Test
  void concernsNobodyWhenOnlyTheOrderOrTheOutputChanged() throws IOException {
    String told = WEB.replace("{", "{\"Output\":\"GRPC check ok\",");
    CheckStates after = parse(NODE, told);

    assertThat(after.changedServices(parse(WEB, NODE))).isEmpty();
    assertThat(after.changedNodes(parse(WEB, NODE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[{\"Node\":", "[{}"})
  void refusesWhatIsNoListOfChecks(String text) {
    assertThatThrownBy(() -> CheckStates.parse(json(text))).isInstanceOf(IOException.class);
  }

  private static CheckStates parse(String... checks) throws IOException {
    return CheckStates.parse(json("[" + String.join(",", checks) + "]"));
  }

  private static ByteArrayInputStream json(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String check(String node, String id, String service, String state, String tags) {
    return """
        {"Node":"%s","CheckID":"c","ServiceID":"%s","ServiceName":"%s","Status":"%s","ServiceTags":%s}"""
        .formatted(node, id, service, state, tags);
  }
}
