package io.grpcpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PolicyReaderTest {

  @Test
  void readsAPolicyAsWrittenWithoutDefaults() {
    GrpcPoolPolicy policy =
        Documents.policy(
            Documents.DISCOVERY,
            "tracks: [{name: stable, selector: {version: 1.4.0}, weight: 90}]",
            "resilience: {timeout: 10s}");

    assertThat(policy.getMetadata().getName()).isEqualTo("orders");
    assertThat(policy.getSpec().tracks())
        .containsExactly(new Track("stable", Map.of("version", "1.4.0"), 90, null));
    assertThat(policy.getSpec().resilience().timeout()).isEqualTo("10s");
    assertThat(policy.getSpec().pool()).isNull();
  }

  @Test
  void givesAPolicyWithoutNamespaceTheDefaultOne() {
    assertThat(Documents.policy(Documents.DISCOVERY).getMetadata().getNamespace())
        .isEqualTo("default");
  }

  @Test
  void readsSeveralDocumentsInOrder() {
    String second = Documents.text(Documents.DISCOVERY).replace("orders}", "users}");

    List<GrpcPoolPolicy> policies =
        Documents.read("---\n" + Documents.text(Documents.DISCOVERY) + "---\n---\n" + second);

    assertThat(policies)
        .extracting(policy -> policy.getMetadata().getName())
        .containsExactly("orders", "users");
  }

  @Test
  void leavesOutDocumentsOfOtherApisWhereToldTo(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("all.yaml"),
            "apiVersion: v1\nkind: ConfigMap\n---\n" + Documents.text(Documents.DISCOVERY));
    List<OtherDocument> others = new ArrayList<>();

    ReadResult result = PolicyReader.readAmongOthers(file, others::add);

    assertThat(result).isInstanceOf(ReadResult.Read.class);
    assertThat(others).containsExactly(new OtherDocument(1, "v1", "ConfigMap"));
    assertThat(PolicyReader.read(file)).isInstanceOf(ReadResult.Refused.class);
  }

  @Test
  void readsAFileWithoutDocumentAsNoPolicy() {
    assertThat(Documents.read("# nothing here yet\n")).isEmpty();
  }

  @Test
  void readsWhatTheClusterGivesBack() {
    String text =
        Documents.text(Documents.DISCOVERY)
                .replace("{name: orders}", "{name: orders, uid: x, generation: 3}")
            + "status: {phase: Stable}\n";

    assertThat(Documents.read(text)).hasSize(1);
  }

  @Test
  void readsAliasesAsWhatTheyStandFor() {
    GrpcPoolPolicy policy =
        Documents.policy(
            "discovery: {consul: {service: orders, tags: &tags [grpc]}}", "aliases: *tags");

    assertThat(policy.getSpec().aliases()).containsExactly("grpc");
  }

  @Test
  void readsANumberWhereTextOrNumberIsAllowed() {
    GrpcPoolPolicy policy =
        Documents.policy("discovery: {kubernetes: {service: orders, port: 50051}}");

    assertThat(policy.getSpec().discovery().kubernetes().port()).isEqualTo("50051");
  }

  @Test
  void readsAnEmptySectionAsAbsent() {
    assertThat(Documents.policy(Documents.DISCOVERY, "pool:").getSpec().pool()).isNull();
  }

  @Test
  void namesEveryProblemOfAFileAtOnce() {
    String first = Documents.text("discoverry: {}", "suspend: maybe", "tracks: {main: 1}");
    String second = Documents.text("tracks: [{name: main, weight: 99999999999}, ~]");

    assertThat(Documents.refusals(first + "---\n" + second.replace("orders", "users")))
        .containsExactly(
            "test.yaml: spec.discoverry: unknown field; did you mean discovery? (line 5, column 15)",
            "test.yaml: spec.suspend: \"maybe\": must be true or false (line 6, column 12)",
            "test.yaml: spec.tracks: must be a list (line 7, column 11)",
            "test.yaml (document 2): spec.tracks[0].weight: \"99999999999\": must be at most"
                + " 2147483647 (line 13, column 33)",
            "test.yaml (document 2): spec.tracks[1]: must not be empty (line 13, column 47)");
  }

  @Test
  void refusesAValueOfAnotherShape() {
    String text =
        Documents.text(
            "pool: large",
            "discovery: {consul: {service: [orders]}}",
            "tracks: [{selector: stable}]",
            "[a, b]: c");

    assertThat(Documents.refusals(text))
        .containsExactly(
            "test.yaml: spec.pool: \"large\": must be a section of fields (line 5, column 9)",
            "test.yaml: spec.discovery.consul.service: must be text (line 6, column 33)",
            "test.yaml: spec.tracks[0].selector: \"stable\": must be a section of keys and values"
                + " (line 7, column 23)",
            "test.yaml: spec: has a key that is not text (line 8, column 3)");
  }

  @Test
  void refusesAFieldThatIsThereTwice() {
    assertThat(Documents.refusals(Documents.text("suspend: true", "suspend: false")))
        .containsExactly("test.yaml: spec.suspend: is there twice (line 6, column 3)");
  }

  @Test
  void refusesASecondPolicyOfTheSameName() {
    String text = Documents.text(Documents.DISCOVERY);

    assertThat(Documents.refusals(text + "---\n" + text))
        .containsExactly(
            "test.yaml (document 2): metadata.name: \"default/orders\": an earlier document has"
                + " that name");
  }

  @Test
  void refusesAnotherKindOfDocument() {
    assertThat(Documents.refusals("apiVersion: v1\nkind: ConfigMap\ndata: {}\n"))
        .containsExactly(
            "test.yaml: data: unknown field (line 3, column 7)",
            "test.yaml: apiVersion: \"v1\": must be grpcpool.io/v1alpha1 (line 1, column 13)",
            "test.yaml: kind: \"ConfigMap\": must be GrpcPoolPolicy (line 2, column 7)",
            "test.yaml: metadata.name: is required",
            "test.yaml: spec: is required");
  }

  @Test
  void refusesADocumentThatIsNoSection() {
    assertThat(Documents.refusals("just text\n"))
        .containsExactly("test.yaml: must be a GrpcPoolPolicy document (line 1, column 1)");
  }

  @Test
  void refusesUnknownMetadata() {
    String text = Documents.text(Documents.DISCOVERY).replace("name: orders", "nmae: orders");

    assertThat(Documents.refusals(text))
        .containsExactly(
            "test.yaml: metadata.nmae: unknown field; did you mean name? (line 3, column 18)",
            "test.yaml: metadata.name: is required (line 3, column 11)");
  }

  @Test
  void refusesTheKeyThatKubectlWouldReadAsTrue() {
    assertThat(Documents.refusals(Documents.text("resilience: {retry: {on: [UNAVAILABLE]}}")))
        .singleElement()
        .asString()
        .contains("spec.resilience.retry.on: unknown field");
  }

  @Test
  void takesNoNumberThatIsNotDecimal() {
    assertThat(Documents.refusals(Documents.text("tracks: [{name: main, weight: 0x10}]")))
        .singleElement()
        .asString()
        .contains("spec.tracks[0].weight: \"0x10\": must be a whole number");
  }

  @Test
  void refusesAFileInAnotherEncoding(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("policy.yaml");
    Files.write(file, "# Größe\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(Documents.refusals(PolicyReader.read(file)))
        .containsExactly(file + ": is not text in UTF-8");
  }

  @Test
  void refusesAFileThatDoesNotExist(@TempDir Path folder) {
    Path file = folder.resolve("policy.yaml");

    assertThat(Documents.refusals(PolicyReader.read(file)))
        .containsExactly(file + ": does not exist");
  }

  @Test
  void refusesAFolder(@TempDir Path folder) {
    assertThat(Documents.refusals(PolicyReader.read(folder)))
        .singleElement()
        .asString()
        .startsWith(folder + ": cannot be read: ");
  }
}
