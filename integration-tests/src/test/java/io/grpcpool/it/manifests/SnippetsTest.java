package io.grpcpool.it.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpcpool.cli.Grpcpool;
import io.grpcpool.client.pool.PoolLoadBalancerProvider;
import io.grpcpool.policy.PolicyReader;
import io.grpcpool.policy.PolicyValidator;
import io.grpcpool.policy.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages tell a reader to type: commands that exist, policies and code that are accepted.
 */
@Timeout(60)
class SnippetsTest {
  private static final String WHOLE = "apiVersion: grpcpool.io";

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsOneThatTheCommandLineKnows(String command) {
    String[] arguments =
        command.replaceFirst("^(\\./)?grpcpool\\s*", "").replaceFirst("\\s*&$", "").split("\\s+");

    assertThatCode(() -> Grpcpool.commandLine().parseArgs(arguments)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyPolicyIsAccepted(String yaml) {
    ReadResult result = PolicyReader.read("page", yaml);

    assertThat(result).isInstanceOf(ReadResult.Read.class);
    assertThat(((ReadResult.Read) result).policies())
        .allSatisfy(policy -> assertThat(PolicyValidator.validate(policy)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("bootstraps")
  void everyPoolSectionOfABootstrapIsOneThatClientsTake(Snippets.Snippet snippet)
      throws IOException {
    Map<String, Map<String, Object>> bootstrap =
        new ObjectMapper().readValue(snippet.text(), new TypeReference<>() {});

    assertThat(bootstrap).as(snippet.page()).containsKey("grpcpool");
    assertThat(PoolLoadBalancerProvider.problemOf(bootstrap.get("grpcpool"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("code")
  void allCodeCompiles(Snippets.Snippet snippet) {
    assertThat(JavaSnippet.compile(snippet.text(), folder)).as(snippet.page()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileOfTheRepositoryThatACommandNamesIsThere(String file) {
    assertThat(Path.of("..", file)).satisfies(path -> assertThat(Files.exists(path)).isTrue());
  }

  private static Stream<String> commands() {
    return lines().filter(line -> line.matches("(\\./)?grpcpool .*"));
  }

  private static Stream<String> policies() {
    return Stream.concat(
        Snippets.of("yaml").stream()
            .map(Snippets.Snippet::text)
            .filter(text -> text.startsWith(WHOLE)),
        Snippets.of("yaml").stream()
            .map(Snippets.Snippet::text)
            .filter(text -> !text.startsWith("apiVersion: "))
            .map(Snippets::policyWith));
  }

  private static Stream<Snippets.Snippet> bootstraps() {
    return Snippets.of("json").stream();
  }

  private static Stream<Snippets.Snippet> code() {
    return Snippets.of("java").stream();
  }

  private static Stream<String> files() {
    return lines()
        .flatMap(line -> Stream.of(line.split("[\\s()]+")))
        .filter(word -> word.matches("(config|docs|integration-tests|demo|operator/src)/.*"));
  }

  private static Stream<String> lines() {
    return Snippets.of("sh").stream()
        .flatMap(snippet -> snippet.text().lines())
        .map(line -> line.replaceFirst("\\s+#.*$", "").strip());
  }
}
