package io.grpcpool.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.xds.identity.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are replaced, go away and come back. */
class FollowedFilesTest {

  private final List<String> loads = new ArrayList<>();
  private final Words words = new Words();
  private Path file;
  private FollowedFiles followed;

  /** Not thread-safe. What was logged. */
  private static final class Words extends Handler {
    private final List<String> said = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      said.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void load(@TempDir Path folder) throws Exception {
    Logger.getLogger(FollowedFiles.class.getName()).addHandler(words);
    file = Files.writeString(folder.resolve("ca.crt"), "one");
    followed = new FollowedFiles(() -> loads.add(Files.readString(file)), file);
    followed.load();
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger(FollowedFiles.class.getName()).removeHandler(words);
  }

  @Test
  void loadsNothingAgainThatIsTheSame() {
    followed.reload();

    assertThat(loads).containsExactly("one");
  }

  @Test
  void saysOnceThatAFileIsGoneHoweverOftenItLooks() throws Exception {
    Files.delete(file);

    followed.reload();
    followed.reload();

    assertThat(words.said).hasSize(1);
    assertThat(words.said.get(0)).contains("ca.crt").contains("the old stay");
  }

  @Test
  void aPairThatDoesNotMatchLeavesTheOldOneAndIsTakenOnceItDoes(@TempDir Path folder)
      throws Exception {
    TestAuthority authority = new TestAuthority("authority");
    Path certificate = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    authority.issue(Duration.ofHours(1), "dns:old").writeTo(certificate, key);
    List<ClientIdentity> shown = new ArrayList<>();
    FollowedFiles pair =
        new FollowedFiles(() -> shown.add(ClientIdentity.read(certificate, key)), certificate, key);
    pair.load();

    Path half = folder.resolve("half.key");
    authority.issue(Duration.ofHours(1), "dns:new").writeTo(certificate, half);
    pair.reload();
    pair.reload();
    assertThat(shown).hasSize(1);
    assertThat(words.said).singleElement().asString().contains("tls.key is not that of");

    Files.move(half, key, StandardCopyOption.REPLACE_EXISTING);
    pair.reload();
    assertThat(shown).hasSize(2);
  }

  @Test
  void saysItAgainWhenTheFileIsGoneAnotherTime() throws Exception {
    Files.delete(file);
    followed.reload();
    Files.writeString(file, "two");
    followed.reload();
    Files.delete(file);

    followed.reload();

    assertThat(words.said).hasSize(2);
  }
}
