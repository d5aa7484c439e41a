package io.grpcpool.xds.identity;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Judges what a call shows: the certificate of its connection, a bearer token, or
 * both. What is shown must be good, also where the other alone would do.
 */
final class Authenticator {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String BEARER = "bearer ";

  private final boolean certificates;
  private final @Nullable TokenAuthenticator tokens;
  private final InstantSource clock;

  /**
   * Believes what it is told to.
   *
   * @param certificates whether TLS verifies the certificates of clients
   */
  Authenticator(boolean certificates, @Nullable TokenAuthenticator tokens, InstantSource clock) {
    this.certificates = certificates;
    this.tokens = tokens;
    this.clock = clock;
  }

  CompletionStage<Authentication> authenticate(ServerCall<?, ?> call, Metadata headers) {
    X509Certificate certificate =
        certificates
            ? certificate(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
            : null;
    String token = tokens == null ? null : token(headers);
    if (token == null || tokens == null) {
      return CompletableFuture.completedStage(judge(certificate));
    }
    CompletionStage<Authentication> judged =
        tokens
            .authenticate(token)
            .exceptionally(e -> new Unavailable("tokens cannot be checked now"));
    return certificate == null
        ? judged
        : judged.thenApply(byToken -> both(judge(certificate), byToken));
  }

  private Authentication judge(@Nullable X509Certificate certificate) {
    return certificate == null
        ? new Refused("neither a client certificate nor a bearer token that this server takes")
        : PeerCertificate.authenticate(certificate, clock.instant());
  }

  private static Authentication both(Authentication byCertificate, Authentication byToken) {
    if (byCertificate instanceof Authenticated one && byToken instanceof Authenticated other) {
      Instant until = one.until().isBefore(other.until()) ? one.until() : other.until();
      return new Authenticated(one.identity().and(other.identity()), until);
    }
    return byCertificate instanceof Authenticated ? byToken : byCertificate;
  }

  private static @Nullable X509Certificate certificate(@Nullable SSLSession session) {
    try {
      return session != null && session.getPeerCertificates()[0] instanceof X509Certificate x509
          ? x509
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null; // it has shown none
    }
  }

  private static @Nullable String token(Metadata headers) {
    String value = headers.get(AUTHORIZATION);
    return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? value.substring(BEARER.length()).strip()
        : null;
  }
}
