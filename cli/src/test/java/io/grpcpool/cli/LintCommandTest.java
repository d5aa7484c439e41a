package io.grpcpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  private static final String TRACKS = "  tracks: [{name: main, selector: {}, weight: 1}]\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void acceptsAPolicyThatTheControlPlaneWouldTake() throws IOException {
    Run run = Run.of("lint", file("good.yaml", policy("users", "users", TRACKS)).toString());

    assertThat(run.status()).as(run.out()).isZero();
    assertThat(run.out()).isEqualTo("1 file, 1 policy: 0 errors, 0 warnings\n");
  }

  @Test
  void namesFileFieldAndValueOfWhatIsWrong() throws IOException {
    Path bad = file("bad.yaml", policy("users", "users", "  tracks: [{name: main, weight: -1}]\n"));

    Run run = Run.of("lint", bad.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains(bad + ": error: default/users: spec.tracks[0].weight: \"-1\"");
  }

  @Test
  void refusesAnUnknownField() throws IOException {
    Path bad = file("bad.yaml", policy("users", "users", TRACKS + "  tracs: []\n"));

    Run run = Run.of("lint", bad.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("spec.tracs");
  }

  @Test
  void refusesTwoPoliciesForOneTarget() throws IOException {
    file("a.yaml", policy("users", "users", TRACKS));
    Path second = file("b.yaml", policy("people", "users", TRACKS));

    Run run = Run.of("lint", folder.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            second + ": error: default/people: spec.target: \"users\" belongs to default/users");
  }

  @Test
  void refusesOnePolicyInTwoFiles() throws IOException {
    file("a.yaml", policy("users", "users", TRACKS));
    Path second = file("b.yaml", policy("users", "users", TRACKS));

    Run run = Run.of("lint", folder.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains(second + ": error: default/users: metadata.name: is in");
  }

  @Test
  void printsFindingsAsJson() throws IOException {
    Path bad = file("bad.yaml", "kind: [");

    Run run = Run.of("lint", "-o", "json", bad.toString());

    JsonObject finding =
        JsonParser.parseString(run.out()).getAsJsonArray().get(0).getAsJsonObject();
    assertThat(run.status()).isEqualTo(1);
    assertThat(finding.get("file").getAsString()).isEqualTo(bad.toString());
    assertThat(finding.get("severity").getAsString()).isEqualTo("ERROR");
  }

  @Test
  void saysThatAFileIsMissing() {
    Run run = Run.of("lint", folder.resolve("absent.yaml").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("absent.yaml: no such file");
  }

  @Test
  void saysThatAFolderHasNoPolicies() {
    Run run = Run.of("lint", folder.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("no file in it ends in .yaml or .yml");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String policy(String name, String target, String more) {
    return """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s}
        spec:
          target: %s
          discovery:
            consul: {service: users}
        """
            .formatted(name, target)
        + more;
  }
}
