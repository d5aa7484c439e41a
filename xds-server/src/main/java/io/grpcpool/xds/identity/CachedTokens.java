package io.grpcpool.xds.identity;

import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Thread-safe: guarded by its own lock. Remembers for up to a minute whose a token is, and whose it
 * is not, by the token's SHA-256; the token itself is not kept. Who asks while the same token is
 * being judged gets the same answer.
 */
public final class CachedTokens implements TokenAuthenticator {

  /** A token that is revoked is believed for no longer. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** A wrong token may be right soon, where a ServiceAccount has just been made. */
  static final Duration LONGEST_REFUSED = Duration.ofSeconds(10);

  static final int MOST = 20_000;

  private final TokenAuthenticator judge;
  private final InstantSource clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Guarded by the cache's lock. A judgement that has been made, or is being made. */
  private static final class Entry {

    private final CompletableFuture<Authentication> judgement;
    private Instant until;

    Entry(CompletableFuture<Authentication> judgement, Instant until) {
      this.judgement = judgement;
      this.until = until;
    }
  }

  /** Asks {@code judge} about the tokens that it does not know. */
  public CachedTokens(TokenAuthenticator judge, InstantSource clock) {
    this.judge = judge;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Authentication> authenticate(String token) {
    String hash = sha256(token);
    Entry entry;
    synchronized (this) {
      Entry known = entries.get(hash);
      if (known != null && clock.instant().isBefore(known.until)) {
        return known.judgement;
      }
      entry = new Entry(new CompletableFuture<>(), clock.instant().plus(LONGEST));
      entries.remove(hash);
      makeRoom();
      entries.put(hash, entry);
    }
    judge
        .authenticate(token)
        .whenComplete(
            (judged, failure) -> {
              keep(hash, entry, judged);
              if (failure == null) {
                entry.judgement.complete(judged);
              } else {
                entry.judgement.completeExceptionally(failure);
              }
            });
    return entry.judgement;
  }

  /** The oldest go first, as all are kept for about as long. */
  private void makeRoom() {
    var oldest = entries.values().iterator();
    while (entries.size() >= MOST && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }

  private synchronized void keep(String hash, Entry entry, Authentication judged) {
    Instant now = clock.instant();
    if (judged instanceof Authenticated authenticated) {
      Instant longest = now.plus(LONGEST);
      entry.until = authenticated.until().isBefore(longest) ? authenticated.until() : longest;
    } else if (judged instanceof Refused) {
      entry.until = now.plus(LONGEST_REFUSED);
    } else {
      entries.remove(hash, entry);
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
