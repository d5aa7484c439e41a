package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostileTextTest {

  @Test
  void saysWhereTextIsNotYaml() {
    assertThat(Documents.refusals("spec: [1, 2\nkind: x\n"))
        .singleElement()
        .asString()
        .startsWith("test.yaml: is not YAML: line 2, column 5: while parsing a flow sequence");
  }

  @Test
  void refusesCharactersThatYamlDoesNotHave() {
    assertThat(Documents.refusals("spec: \u0000\n"))
        .singleElement()
        .asString()
        .startsWith("test.yaml: is not YAML: special characters are not allowed");
  }

  @Test
  void refusesABombOfAliases() {
    String levels =
        IntStream.range(1, 12)
            .mapToObj(i -> "a%d: &a%d [*a%d,*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1, i - 1))
            .collect(Collectors.joining());

    assertThat(Documents.refusals("a0: &a0 [x,x,x]\n" + levels))
        .containsExactly(
            "test.yaml: is not YAML: Number of aliases for non-scalar nodes exceeds the specified"
                + " max=16");
  }

  @Test
  void refusesFewAliasesOfSomethingLarge() {
    String large = "[" + "x,".repeat(50_000) + "x]";

    assertThat(Documents.refusals("a: &a " + large + "\nb: [" + "*a,".repeat(11) + "*a]\n"))
        .containsExactly("test.yaml: is not YAML: its aliases make it too large");
  }

  @Test
  void refusesAnAliasOfItself() {
    assertThat(Documents.refusals(Documents.text("tracks: &t [*t]")))
        .containsExactly("test.yaml: is not YAML: its aliases make it too large");
  }

  @Test
  void refusesDeepNesting() {
    assertThat(Documents.refusals("a: " + "[".repeat(10_000)))
        .singleElement()
        .asString()
        .contains("Nesting Depth exceeded max 32");
  }

  @Test
  void makesNoObjectOfATag() {
    assertThat(Documents.refusals(Documents.text("target: !!java.net.URL [\"http://127.0.0.1\"]")))
        .singleElement()
        .asString()
        .contains("line 5, column 11: Global tag is not allowed");
  }

  @Test
  void refusesTenMebibytesWithoutReadingThem(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, "# " + "x".repeat(10 * PolicyReader.MAX_BYTES));

    assertThat(Documents.refusals(PolicyReader.read(file)))
        .containsExactly(file + ": is larger than 1 MiB, the most that a policy may have");
  }

  @Test
  void refusesATextAboveTheLimit() {
    assertThat(Documents.refusals("#".repeat(PolicyReader.MAX_BYTES + 1)))
        .containsExactly("test.yaml: is larger than 1 MiB, the most that a policy may have");
  }

  @Test
  void readsTenThousandEndpoints() {
    String endpoints =
        IntStream.range(0, Limits.STATIC_ENDPOINTS)
            .mapToObj(
                i -> "{address: 10.0.%d.%d, port: 1, labels: {v: a}}".formatted(i >> 8, i & 255))
            .collect(Collectors.joining(",\n"));

    GrpcPoolPolicy policy =
        Documents.policy("discovery: {static: {endpoints: [" + endpoints + "]}}", Documents.TRACK);

    assertThat(Documents.violations(policy)).isEmpty();
    assertThat(policy.getSpec().discovery().fixed().endpoints()).hasSize(Limits.STATIC_ENDPOINTS);
  }

  @Test
  void listsTheFirstFiftyProblemsOfADocument() {
    String fields =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "unknown" + i + ": 1")
            .collect(Collectors.joining("\n"));

    assertThat(Documents.refusals(Documents.text(fields.split("\n")))).hasSize(50);
  }

  @Test
  void showsOnlyTheBeginningOfAHugeValue() {
    assertThat(Documents.refusals(Documents.text("suspend: " + "x".repeat(100_000))))
        .singleElement()
        .asString()
        .hasSizeLessThan(200);
  }
}
