package io.grpcpool.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildrenTest {
  private static final Pattern READY = Pattern.compile("^up on (\\d+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path logs = Path.of("");
  private Children children = new Children(logs);

  @BeforeEach
  void inAFolderOfTheirOwn() {
    children = new Children(logs);
  }

  @AfterEach
  void end() {
    children.close();
  }

  @Test
  void knowsThatAChildIsUpByWhatItPrints() throws Exception {
    Child child = shell("echo starting; echo up on 4711; cat");

    assertThat(child.awaitReady(PATIENCE).group(1)).isEqualTo("4711");
    assertThat(child.alive()).isTrue();
  }

  @Test
  void endsAllChildrenEvenOnesThatIgnoreSigterm() throws Exception {
    Child deaf = shell("trap '' TERM; echo up on 1; while :; do read -r line || :; done");
    Child plain = shell("echo up on 2; cat");
    deaf.awaitReady(PATIENCE);
    plain.awaitReady(PATIENCE);

    children.close();

    assertThat(deaf.awaitExit(PATIENCE)).isTrue();
    assertThat(plain.awaitExit(PATIENCE)).isTrue();
  }

  @Test
  void namesTheLogOfAChildThatEndsTooEarly() {
    Child child = shell("echo cannot bind; exit 3");

    assertThatThrownBy(() -> child.awaitReady(PATIENCE))
        .isInstanceOf(ChildFailedException.class)
        .hasMessageContaining("ended before it was up")
        .hasMessageContaining("child.log");
    assertThat(logs.resolve("child.log")).content().contains("cannot bind");
  }

  @Test
  void startsNoChildOnceItIsClosed() {
    children.close();

    assertThatThrownBy(() -> shell("true"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not started");
    assertThat(Files.exists(logs.resolve("child.log"))).isFalse();
  }

  private Child shell(String script) {
    return children.start("child", List.of("sh", "-c", script), Map.of(), READY, line -> false);
  }
}
