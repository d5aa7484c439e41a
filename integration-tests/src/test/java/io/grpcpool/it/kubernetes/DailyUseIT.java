package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.it.manifests.Manifests;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.it.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person with kubectl does with policies, from the first apply to a conflict. */
@Timeout(180)
class DailyUseIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String READY = "--for=condition=Ready";

  @TempDir static Path folder;
  @AutoClose private static Installation grpcpool;
  private static Kubectl kubectl;

  @BeforeAll
  static void install() {
    grpcpool = Installation.start(folder, Map.of());
    kubectl = grpcpool.kubectl();
  }

  @Test
  void aSampleIsReadyAfterApply() {
    kubectl.run("apply", "-f", Manifests.CONFIG.resolve("samples/static.yaml").toString());

    assertThat(kubectl.run("wait", READY, "gpp/ledger", "--timeout=30s")).contains("condition met");
  }

  @Test
  void theColumnsShowWhatIsServed() {
    ready("columns", 90, 10);

    String table = kubectl.run("get", "gpp", "columns");

    assertThat(table.lines().findFirst().orElseThrow().split("\\s+"))
        .containsExactly(
            "NAME", "PHASE", "WEIGHT", "READY", "REASON", "ENDPOINTS", "CLIENTS", "AGE");
    assertThat(table.lines().skip(1).findFirst().orElseThrow().split("\\s+"))
        .startsWith("columns", "Stable", "90/10", "True", "Enforced", "2/2", "0/0");
  }

  @Test
  void statusNamesTheGenerationAndTheShares() {
    ready("status", 3, 1);

    assertThat(
            jsonPath(
                "status",
                "{.metadata.generation} {.status.observedGeneration} {.status.servedGeneration}"
                    + " {.status.tracks[*].effectiveBasisPoints}"))
        .isEqualTo("1 1 1 7500 2500");
  }

  @Test
  void anEditWithAnEditorIsServed() throws IOException {
    ready("edited", 90, 10);

    kubectl.edit("s/weight: 90/weight: 50/; s/weight: 10$/weight: 50/", "gpp", "edited");

    await().atMost(SOON).until(() -> weights("edited").equals("50/50"));
    assertThat(grpcpool.stats("default", "edited").path("servedGeneration").asInt()).isEqualTo(2);
  }

  @Test
  void aPatchIsServed() {
    ready("patched", 90, 10);

    kubectl.run(
        "patch",
        "gpp/patched",
        "--type=json",
        "-p=[{\"op\":\"replace\",\"path\":\"/spec/tracks/1/weight\",\"value\":0}]");

    await().atMost(SOON).until(() -> weights("patched").equals("100/0"));
  }

  @Test
  void aWatchShowsTheEdit() {
    ready("watched", 90, 10);
    ServerProcess watch =
        kubectl.background(
            folder.resolve("watch.log"), "get", "gpp", "watched", "-w", "--no-headers");

    try (watch) {
      await().atMost(SOON).until(() -> watch.output().contains("90/10"));
      kubectl.apply(Policies.split("watched", 20, 80));

      await().atMost(SOON).until(() -> watch.output().contains("20/80"));
    }
  }

  @Test
  void describeShowsWhatWasDecided() {
    ready("described", 90, 10);
    kubectl.apply(Policies.split("described", 50, 50));

    await()
        .atMost(SOON)
        .until(
            () ->
                kubectl
                    .run("describe", "gpp", "described")
                    .lines()
                    .anyMatch(
                        line ->
                            line.contains("PolicyAccepted")
                                && line.contains("generation 2")
                                && line.contains("stable=50,canary=50")));
  }

  @Test
  void explainTellsWhatAFieldMeans() {
    assertThat(kubectl.run("explain", "gpp.spec.pool.connectionsPerEndpoint"))
        .contains("initial", "min", "max")
        .contains("DESCRIPTION:")
        .doesNotContain("<empty>");
  }

  @Test
  void serverSideApplyNamesTheManagerOfAFieldThatTwoWant() {
    kubectl.apply(Policies.split("shared", 90, 10), "--server-side", "--field-manager=pipeline");

    Kubectl.Result second =
        kubectl.runWithInput(
            Policies.split("shared", 50, 50),
            "apply",
            "-f",
            "-",
            "--server-side",
            "--field-manager=person");

    assertThat(second.exit()).isNotZero();
    assertThat(second.err()).contains("pipeline").contains("weight");
  }

  @Test
  void serverSideApplyByForceIsServed() {
    kubectl.apply(Policies.split("forced", 90, 10), "--server-side", "--field-manager=pipeline");

    kubectl.apply(
        Policies.split("forced", 50, 50),
        "--server-side",
        "--field-manager=person",
        "--force-conflicts");

    await().atMost(SOON).until(() -> weights("forced").equals("50/50"));
  }

  @Test
  void aWriteFromAnOldVersionIsAConflict() {
    ready("raced", 90, 10);
    String old = kubectl.run("get", "gpp", "raced", "-o", "json");
    kubectl.apply(Policies.split("raced", 80, 20));

    Kubectl.Result result = kubectl.runWithInput(old, "replace", "-f", "-");

    assertThat(result.exit()).isNotZero();
    assertThat(result.err()).contains("the object has been modified");
  }

  private static void ready(String name, int stable, int canary) {
    kubectl.apply(Policies.split(name, stable, canary));
    kubectl.run("wait", READY, "gpp/" + name, "--timeout=30s");
  }

  private static String weights(String name) {
    return jsonPath(name, "{.status.summary.weight}");
  }

  private static String jsonPath(String name, String path) {
    return kubectl.run("get", "gpp", name, "-o", "jsonpath=" + path);
  }
}
