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
  void skipsManifestsOfOtherKindsWithANote() throws IOException {
    Path other =
        file(
            "kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n");
    file("users.yaml", policy("users", "users", TRACKS));

    Run run = Run.of("lint", "--strict", folder.toString());

    assertThat(run.status()).as(run.out()).isZero();
    assertThat(run.out())
        .contains(other + ": note: Kustomization of kustomize.config.k8s.io/v1beta1 is skipped")
        .contains("2 files, 1 policy: 0 errors, 0 warnings");
  }

  @Test
  void refusesAMisspeltKindOfOurApi() throws IOException {
    Path bad =
        file("bad.yaml", policy("users", "users", TRACKS).replace("PoolPolicy", "PolPolicy"));

    Run run = Run.of("lint", bad.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("kind: \"GrpcPolPolicy\": must be GrpcPoolPolicy");
  }

  @Test
  void warnsWhereStaticEndpointsOfATrackWouldGetMoreThanTwiceTheLoadOfAnothers()
      throws IOException {
    Path uneven =
        file(
            "uneven.yaml",
            """
            apiVersion: grpcpool.io/v1alpha1
            kind: GrpcPoolPolicy
            metadata: {name: users}
            spec:
              discovery:
                static:
                  endpoints:
                    - {address: 10.0.0.1, port: 50051, labels: {version: a}}
                    - {address: 10.0.0.2, port: 50051, labels: {version: a}}
                    - {address: 10.0.0.3, port: 50051, labels: {version: a}}
                    - {address: 10.0.0.4, port: 50051, labels: {version: b}}
              tracks:
                - {name: stable, selector: {version: a}, weight: 50}
                - {name: canary, selector: {version: b}, weight: 50}
            """);

    Run run = Run.of("lint", uneven.toString());

    assertThat(run.status()).as(run.out()).isZero();
    assertThat(run.out())
        .contains(
            uneven
                + ": warning: default/users: spec.tracks[1].weight: each endpoint of track canary"
                + " gets 3.0 times the calls of one of track stable");
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
