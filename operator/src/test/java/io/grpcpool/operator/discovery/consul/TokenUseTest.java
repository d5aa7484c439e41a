package io.grpcpool.operator.discovery.consul;

import static io.grpcpool.operator.discovery.consul.InstanceJson.anInstance;
import static io.grpcpool.operator.discovery.consul.InstanceJson.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.operator.discovery.consul.ScriptedConsul.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the ACL token is sent, and what is asked of it. */
@Timeout(60)
class TokenUseTest {
  private static final InstanceJson A = anInstance("a").at("10.0.0.1", 80);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String AUTHORIZE = "/v1/internal/acl/authorize";

  private WatchFixture fixture = new WatchFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void sendsTheTokenOfTheFileInAHeaderAndReadsTheFileAnew(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    fixture.close();
    fixture = new WatchFixture(ConsulSettings.defaults().withToken(ConsulToken.inFile(file)));
    fixture.watchServing(A);

    Files.writeString(file, "second\n");
    fixture.consul.polls("web", Answer.streamed(101, list(A)));

    fixture.awaitPoll("web", 2);
    List<Request> polls = fixture.consul.requests().stream().filter(Request::blocking).toList();
    assertThat(polls).extracting(Request::token).startsWith("first", "second");
    assertThat(fixture.consul.requests()).noneMatch(request -> request.query().contains("first"));
  }

  @Test
  void asksOnceWhetherTheTokenMayReadNodes() {
    fixture.close();
    fixture = new WatchFixture(ConsulSettings.defaults().withToken(ConsulToken.of("t")));
    fixture.consul.reads("web", Answer.read(100, list(A)));
    fixture.consul.reads("other", Answer.read(100, list(A)));

    fixture.watch("web");
    fixture.watch("other");

    fixture.awaitPoll("web", 1);
    fixture.awaitPoll("other", 1);
    await().atMost(SOON).until(() -> !asked().isEmpty()); // it goes beside the polls
    assertThat(asked()).hasSize(1);
  }

  private List<Request> asked() {
    return fixture.consul.requests().stream()
        .filter(request -> request.path().equals(AUTHORIZE))
        .toList();
  }

  @Test
  void asksNothingOfTheAnonymousToken() {
    fixture.consul.reads("web", Answer.read(100, list(A)));

    fixture.watch("web");

    fixture.awaitPoll("web", 1);
    assertThat(fixture.consul.requests()).noneMatch(request -> request.path().equals(AUTHORIZE));
  }
}
