package io.grpcpool.xds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How long the judgement of a token holds. */
class CachedTokensTest {

  private static final ClientIdentity WEB = ClientIdentity.serviceAccount("shop", "web");

  private final List<String> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private CompletableFuture<Authentication> answer =
      CompletableFuture.completedFuture(new Authenticated(WEB, Instant.MAX));
  private final CachedTokens tokens =
      new CachedTokens(
          token -> {
            asked.add(token);
            return answer;
          },
          () -> now);

  private Authentication ask(String token) {
    return tokens.authenticate(token).toCompletableFuture().join();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void asksOnceInAMinute() {
    ask("a");
    pass(Duration.ofSeconds(59));
    ask("a");

    assertThat(asked).containsExactly("a");
  }

  @Test
  void asksAgainAfterAMinute() {
    ask("a");
    pass(Duration.ofSeconds(60));
    ask("a");

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void asksAgainWhenTheTokenHasExpired() {
    answer =
        CompletableFuture.completedFuture(new Authenticated(WEB, now.plus(Duration.ofSeconds(20))));
    ask("a");
    pass(Duration.ofSeconds(20));
    ask("a");

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void believesARefusalForTenSeconds() {
    answer = CompletableFuture.completedFuture(new Refused("no"));
    ask("a");
    pass(Duration.ofSeconds(9));
    ask("a");
    pass(Duration.ofSeconds(1));
    ask("a");

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void remembersNothingWhereNobodyCouldTell() {
    answer = CompletableFuture.completedFuture(new Unavailable("down"));
    ask("a");
    ask("a");

    assertThat(asked).containsExactly("a", "a");
  }

  @Test
  void asksOnceForThoseWhoComeWhileItWaits() {
    answer = new CompletableFuture<>();
    CompletableFuture<Authentication> first = tokens.authenticate("a").toCompletableFuture();
    CompletableFuture<Authentication> second = tokens.authenticate("a").toCompletableFuture();

    answer.complete(new Authenticated(WEB, Instant.MAX));

    assertThat(asked).containsExactly("a");
    assertThat(first.join()).isEqualTo(second.join());
  }

  @Test
  void forgetsNoRightTokenForWrongOnesHoweverMany() {
    ask("good");
    answer = CompletableFuture.completedFuture(new Refused("no"));
    for (int i = 0; i <= CachedTokens.MOST; i++) {
      ask("bogus-" + i);
    }
    asked.clear();

    assertThat(ask("good")).isInstanceOf(Authenticated.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void keepsABoundedNumberOfWrongTokens() {
    answer = CompletableFuture.completedFuture(new Refused("no"));
    for (int i = 0; i <= CachedTokens.MOST_REFUSED; i++) {
      ask("bogus-" + i);
    }
    asked.clear();
    ask("bogus-1");
    ask("bogus-0");

    assertThat(asked).containsExactly("bogus-0");
  }

  @Test
  void asksAboutABoundedNumberAtOnceWhileWhatIsKnownGoesOn() {
    ask("good");
    answer = new CompletableFuture<>();
    for (int i = 0; i < CachedTokens.MOST_JUDGED_AT_ONCE; i++) {
      tokens.authenticate("bogus-" + i);
    }
    asked.clear();

    assertThat(ask("one-more")).isInstanceOf(Unavailable.class);
    assertThat(ask("good")).isInstanceOf(Authenticated.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void forgetsTheOldestWhereThereAreTooMany() {
    for (int i = 0; i <= CachedTokens.MOST; i++) {
      ask("token-" + i);
    }
    asked.clear();
    ask("token-1");
    ask("token-0");

    assertThat(asked).containsExactly("token-0");
  }
}
