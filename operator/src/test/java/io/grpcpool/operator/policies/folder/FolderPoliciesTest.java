package io.grpcpool.operator.policies.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.policies.KeptSpecs;
import io.grpcpool.operator.policies.PolicyDocument;
import io.grpcpool.operator.policies.PolicyListener;
import io.grpcpool.planner.PolicyId;
import io.grpcpool.policy.status.LastAccepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of policies says, look by look. */
class FolderPoliciesTest {

  @TempDir Path folder;

  private final RecordedPolicies told = new RecordedPolicies();
  private FolderPolicies policies;
  private long ticks;

  private final Map<PolicyId, LastAccepted> kept = new HashMap<>();

  @TempDir Path state;

  @BeforeEach
  void begin() {
    ParsedFiles files = new ParsedFiles(new PolicyFolder(folder), new LastGoodFiles(state));
    StoredGenerations generations = new StoredGenerations(state.resolve("generations.json"));
    policies =
        new FolderPolicies(files, generations, id -> Optional.ofNullable(kept.get(id)), told);
  }

  private static String policy(String name, int weight) {
    return """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s}
        spec:
          discovery: {static: {endpoints: [{address: 10.0.0.1, port: 50051, weight: %d}]}}
          tracks: [{name: main}]
        """
        .formatted(name, weight);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.writeString(path, text);
    // File systems may keep times coarser than this test is fast.
    Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(1_000 + ticks++)));
  }

  private void scan(String file, String text) throws IOException {
    write(file, text);
    policies.scan();
  }

  @Test
  void tellsEveryPolicyOfTheFirstLookInTheOrderOfTheFiles() throws IOException {
    write("b.yaml", policy("beta", 1));
    write("a.yaml", policy("alpha", 1) + "---\n" + policy("alef", 1));

    policies.scan();

    assertThat(told.events)
        .containsExactly(
            "observed default/alpha 1", "observed default/alef 1", "observed default/beta 1");
  }

  @Test
  void saysNothingWhenNothingChanged() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    told.events.clear();

    policies.scan();

    assertThat(told.events).isEmpty();
  }

  @Test
  void countsTheGenerationByContent() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    scan("a.yaml", policy("alpha", 1) + "# only a comment\n");
    scan("a.yaml", policy("alpha", 2));

    assertThat(told.events).containsExactly("observed default/alpha 1", "observed default/alpha 2");
  }

  @Test
  void keepsThePoliciesOfAFileThatBecameUnreadable() throws IOException {
    scan("a.yaml", policy("alpha", 1));

    scan("a.yaml", "spec: [not, a, policy");

    assertThat(told.events).containsExactly("observed default/alpha 1", "unreadable default/alpha");
    assertThat(policies.problems()).containsOnlyKeys("a.yaml");
  }

  @Test
  void observesThePolicyAgainWhenItsFileIsRepaired() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    scan("a.yaml", "spec: [not, a, policy");

    scan("a.yaml", policy("alpha", 1));

    assertThat(told.events).last().isEqualTo("observed default/alpha 1");
    assertThat(policies.problems()).isEmpty();
  }

  @Test
  void aFileThatWasNeverGoodIsAProblemAndNoPolicy() throws IOException {
    write("a.yaml", "spec: [not, a, policy");

    policies.scan();

    assertThat(told.events).isEmpty();
    assertThat(policies.problems()).containsOnlyKeys("a.yaml");
  }

  @Test
  void tellsOfADeletedFile() throws IOException {
    scan("a.yaml", policy("alpha", 1));

    Files.delete(folder.resolve("a.yaml"));
    policies.scan();

    assertThat(told.events).last().isEqualTo("deleted default/alpha");
  }

  @Test
  void aPolicyThatMovesToAnotherFileIsNotDeleted() throws IOException {
    scan("a.yaml", policy("alpha", 1));

    Files.move(folder.resolve("a.yaml"), folder.resolve("z.yaml"));
    policies.scan();

    assertThat(told.events).containsExactly("observed default/alpha 1", "observed default/alpha 1");
  }

  @Test
  void keepsEverythingWhenTheFolderIsGone() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    Files.delete(folder.resolve("a.yaml"));
    Files.delete(folder);

    assertThat(policies.scan()).isFalse();

    assertThat(told.events).containsExactly("observed default/alpha 1");
    assertThat(policies.problems()).containsOnlyKeys(folder.toString());
  }

  @Test
  void theFirstOfTwoDefinitionsCounts() throws IOException {
    write("a.yaml", policy("alpha", 1));
    write("b.yaml", policy("alpha", 9));

    policies.scan();

    assertThat(told.events).containsExactly("observed default/alpha 1");
    assertThat(policies.problems())
        .containsEntry("b.yaml", "default/alpha is defined in a.yaml already; that counts");
  }

  @Test
  void readsAFileThatIsReplacedByARename() throws IOException {
    scan("a.yaml", policy("alpha", 1));

    write("a.yaml.new", policy("alpha", 2));
    Files.move(
        folder.resolve("a.yaml.new"), folder.resolve("a.yaml"), StandardCopyOption.ATOMIC_MOVE);
    policies.scan();

    assertThat(told.events).last().isEqualTo("observed default/alpha 2");
  }

  @Test
  void followsTheLinksOfAMountedConfigMap() throws IOException {
    Path old = Files.createDirectory(folder.resolve("..2026_01"));
    Path fresh = Files.createDirectory(folder.resolve("..2026_02"));
    Files.writeString(old.resolve("a.yaml"), policy("alpha", 1));
    Files.writeString(fresh.resolve("a.yaml"), policy("alpha", 2));
    Path data = Files.createSymbolicLink(folder.resolve("..data"), old.getFileName());
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data", "a.yaml"));
    policies.scan();

    Path swapped = Files.createSymbolicLink(folder.resolve("..data_tmp"), fresh.getFileName());
    Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
    policies.scan();

    assertThat(told.events).containsExactly("observed default/alpha 1", "observed default/alpha 2");
  }

  @Test
  void startsUponABrokenFileWithWhatItHeldWhenItWasGood() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    write("a.yaml", "spec: [not, a, policy");
    told.events.clear();

    begin();
    policies.scan();

    assertThat(told.events)
        .startsWith("remembered default/alpha 1")
        .endsWith("unreadable default/alpha");
  }

  @Test
  void startsUponAnInvalidPolicyWithTheLastValidOneFirst() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    write("a.yaml", policy("alpha", -1));
    told.events.clear();

    begin();
    policies.scan();

    assertThat(told.events)
        .containsExactly("remembered default/alpha 1", "observed default/alpha 2");
  }

  @Test
  void goesOnCountingWhereAnEarlierProcessWas() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    scan("a.yaml", policy("alpha", 2));
    told.events.clear();

    begin();
    policies.scan();
    scan("a.yaml", policy("alpha", 3));

    assertThat(told.events).containsExactly("observed default/alpha 2", "observed default/alpha 3");
  }

  @Test
  void tellsWhatStatusKeepsOfAPolicyThatWasRefusedBeforeWhatIsWritten() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    scan("a.yaml", policy("alpha", 2));
    kept.put(new PolicyId("default", "alpha"), KeptSpecs.of(told.documents.get(0)).orElseThrow());
    told.events.clear();

    begin();
    policies.scan();

    assertThat(told.events)
        .containsExactly("remembered default/alpha 1", "observed default/alpha 2");
  }

  @Test
  void copiesAGoodFileOnlyAfterThoseWhoWaitWereTold() throws IOException {
    Path copy = state.resolve("a.yaml");
    List<Boolean> copiedWhenTold = new ArrayList<>();
    PolicyListener listener = new CopyWatch(copy, copiedWhenTold);
    ParsedFiles files = new ParsedFiles(new PolicyFolder(folder), new LastGoodFiles(state));
    write("a.yaml", policy("alpha", 1));

    StoredGenerations generations = new StoredGenerations(state.resolve("generations.json"));
    new FolderPolicies(files, generations, id -> Optional.empty(), listener).scan();

    assertThat(copiedWhenTold).containsExactly(false);
    assertThat(copy).exists();
  }

  /** Notes with each policy whether its file was copied already. */
  private record CopyWatch(Path copy, List<Boolean> copiedWhenTold) implements PolicyListener {

    @Override
    public void remembered(PolicyDocument document) {}

    @Override
    public void observed(PolicyDocument document) {
      copiedWhenTold.add(Files.exists(copy));
    }

    @Override
    public void unreadable(PolicyId id, String problem) {}

    @Override
    public void deleted(PolicyId id) {}

    @Override
    public void listed() {}
  }

  @Test
  void doesNotRememberAFileThatWasDeleted() throws IOException {
    scan("a.yaml", policy("alpha", 1));
    Files.delete(folder.resolve("a.yaml"));
    policies.scan();
    told.events.clear();

    begin();
    scan("a.yaml", "spec: [not, a, policy");

    assertThat(told.events).isEmpty();
  }
}
