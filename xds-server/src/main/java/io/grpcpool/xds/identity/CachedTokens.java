package io.grpcpool.xds.identity;

import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: guarded by its own lock. Remembers for up to a minute whose a token is, and whose it
 * is not, by the token's SHA-256; the token itself is not kept. Who asks while the same token is
 * being judged gets the same answer. What is refused is kept apart, so that whoever sends wrong
 * tokens, however many, makes no right one forgotten.
 */
public final class CachedTokens implements TokenAuthenticator {

  /** A token that is revoked is believed for no longer. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** A wrong token may be right soon, where a ServiceAccount has just been made. */
  static final Duration LONGEST_REFUSED = Duration.ofSeconds(10);

  static final int MOST = 20_000;

  static final int MOST_REFUSED = 2_000;

  /** More than are judged in the time that a client waits. */
  static final int MOST_JUDGED_AT_ONCE = 1_000;

  private final TokenAuthenticator judge;
  private final InstantSource clock;
  private final Judgements believed = new Judgements(MOST);
  private final Judgements refused = new Judgements(MOST_REFUSED);
  private final Map<String, CompletableFuture<Authentication>> asked = new HashMap<>();

  /** Asks {@code judge} about the tokens that it does not know. */
  public CachedTokens(TokenAuthenticator judge, InstantSource clock) {
    this.judge = judge;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Authentication> authenticate(String token) {
    String hash = sha256(token);
    CompletableFuture<Authentication> judgement = new CompletableFuture<>();
    synchronized (this) {
      Authentication known = known(hash);
      if (known != null) {
        return CompletableFuture.completedStage(known);
      }
      CompletableFuture<Authentication> waiting = asked.get(hash);
      if (waiting != null) {
        return waiting;
      }
      if (asked.size() >= MOST_JUDGED_AT_ONCE) {
        return CompletableFuture.completedStage(
            new Unavailable("more than " + MOST_JUDGED_AT_ONCE + " tokens wait to be checked"));
      }
      asked.put(hash, judgement);
    }
    judge
        .authenticate(token)
        .whenComplete(
            (judged, failure) -> {
              keep(hash, judged);
              if (failure == null) {
                judgement.complete(judged);
              } else {
                judgement.completeExceptionally(failure);
              }
            });
    return judgement;
  }

  private @Nullable Authentication known(String hash) {
    Authentication good = believed.get(hash, clock.instant());
    return good == null ? refused.get(hash, clock.instant()) : good;
  }

  /** Nothing is kept where nobody could tell. */
  private synchronized void keep(String hash, @Nullable Authentication judged) {
    asked.remove(hash);
    Instant now = clock.instant();
    if (judged instanceof Authenticated authenticated) {
      Instant longest = now.plus(LONGEST);
      Instant until = authenticated.until();
      believed.put(hash, judged, until.isBefore(longest) ? until : longest);
    } else if (judged instanceof Refused) {
      believed.remove(hash);
      refused.put(hash, judged, now.plus(LONGEST_REFUSED));
    }
  }

  private static String sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
