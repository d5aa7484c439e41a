package io.grpcpool.xds.identity;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. Judges what a call shows: the certificate of its connection, a bearer token, or
 * both. What is shown must be good, also where the other alone would do.
 */
final class Authenticator {

  private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String BEARER = "bearer ";

  private static final Refused NOTHING =
      new Refused("neither a client certificate nor a bearer token that this server takes");

  private final @Nullable X509TrustManager certificates;
  private final @Nullable TokenAuthenticator tokens;
  private final InstantSource clock;

  /**
   * Believes what it is told to.
   *
   * @param certificates verifies the certificates of clients, as TLS did when the session began;
   *     null: none is believed
   */
  Authenticator(
      @Nullable X509TrustManager certificates,
      @Nullable TokenAuthenticator tokens,
      InstantSource clock) {
    this.certificates = certificates;
    this.tokens = tokens;
    this.clock = clock;
  }

  CompletionStage<Authentication> authenticate(ServerCall<?, ?> call, Metadata headers) {
    Authentication byCertificate =
        certificates == null
            ? null
            : judge(certificates, call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    String token = tokens == null ? null : token(headers);
    if (token == null || tokens == null) {
      return CompletableFuture.completedStage(byCertificate == null ? NOTHING : byCertificate);
    }
    CompletionStage<Authentication> judged =
        tokens.authenticate(token).exceptionally(Authenticator::unavailable);
    return byCertificate == null
        ? judged
        : judged.thenApply(byToken -> both(byCertificate, byToken));
  }

  /**
   * Null where no certificate is shown. The chain is verified for each call, because a session that
   * is resumed, or lives long, shows what was believed when it began.
   */
  private @Nullable Authentication judge(X509TrustManager trust, @Nullable SSLSession session) {
    X509Certificate[] chain = chain(session);
    if (chain.length == 0) {
      return null;
    }
    try {
      trust.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
    } catch (CertificateException e) {
      return new Refused("the client's certificate is not believed any more");
    }
    return PeerCertificate.authenticate(chain[0], clock.instant());
  }

  private static Authentication unavailable(Throwable failure) {
    // The message may quote the token, so it goes nowhere.
    LOG.warn("a token cannot be checked: {}", failure.getClass().getName());
    return new Unavailable("tokens cannot be checked now");
  }

  private static Authentication both(Authentication byCertificate, Authentication byToken) {
    if (byCertificate instanceof Authenticated one && byToken instanceof Authenticated other) {
      Instant until = one.until().isBefore(other.until()) ? one.until() : other.until();
      return new Authenticated(one.identity().and(other.identity()), until);
    }
    return byCertificate instanceof Authenticated ? byToken : byCertificate;
  }

  private static X509Certificate[] chain(@Nullable SSLSession session) {
    try {
      return session == null
          ? new X509Certificate[0]
          : Arrays.stream(session.getPeerCertificates())
              .filter(X509Certificate.class::isInstance)
              .toArray(X509Certificate[]::new);
    } catch (SSLPeerUnverifiedException e) {
      return new X509Certificate[0]; // it has shown none
    }
  }

  private static @Nullable String token(Metadata headers) {
    String value = headers.get(AUTHORIZATION);
    return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? value.substring(BEARER.length()).strip()
        : null;
  }
}
