package io.grpcpool.xds.identity;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. Starts a call when its client has shown who it is, on that client's behalf; ends it
 * with UNAUTHENTICATED otherwise, and with UNAVAILABLE while nobody can tell.
 */
public final class AuthenticationInterceptor implements ServerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(AuthenticationInterceptor.class);

  private static final double JITTER = 0.1;

  private final Authenticator authenticator;
  private final Duration longestStream;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final MeterRegistry meters;

  /**
   * Lets in whom the settings name.
   *
   * @param certificates verifies the certificates of clients; null: none is believed
   * @param random spreads the ends of streams; thread-safe
   */
  public AuthenticationInterceptor(
      ClientAuthentication settings,
      @Nullable X509TrustManager certificates,
      InstantSource clock,
      RandomGenerator random,
      MeterRegistry meters) {
    this.authenticator = new Authenticator(certificates, settings.tokens(), clock);
    this.longestStream = settings.longestStream();
    this.clock = clock;
    this.random = random;
    this.meters = meters;
  }

  @Override
  public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
      ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
    CompletableFuture<Authentication> authentication =
        authenticator.authenticate(call, headers).toCompletableFuture();
    if (authentication.isDone()) {
      return proceed(authentication.join(), call, headers, next);
    }
    DeferredListener<ReqT> deferred = new DeferredListener<>();
    authentication
        .thenAccept(judged -> deferred.start(proceed(judged, call, headers, next)))
        .exceptionally(failure -> failed(call, failure));
    return deferred;
  }

  private <ReqT, RespT> ServerCall.Listener<ReqT> proceed(
      Authentication judged,
      ServerCall<ReqT, RespT> call,
      Metadata headers,
      ServerCallHandler<ReqT, RespT> next) {
    if (judged instanceof Authenticated authenticated) {
      count("authenticated");
      ClientSession session = new ClientSession(authenticated.identity(), longest(authenticated));
      Context context = Context.current().withValue(ClientSession.KEY, session);
      return Contexts.interceptCall(context, call, headers, next);
    }
    Status status =
        judged instanceof Refused refused
            ? Status.UNAUTHENTICATED.withDescription(refused.reason())
            : Status.UNAVAILABLE.withDescription(((Unavailable) judged).reason());
    count(judged instanceof Refused ? "refused" : "unavailable");
    LOG.debug(
        "call ended, its client is not authenticated: method={} status={}",
        call.getMethodDescriptor().getFullMethodName(),
        status);
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private static <ReqT, RespT> @Nullable Void failed(
      ServerCall<ReqT, RespT> call, Throwable failure) {
    LOG.error("call ended, because starting it failed", failure);
    call.close(
        Status.INTERNAL.withDescription("the server failed to start this call"), new Metadata());
    return null;
  }

  private void count(String result) {
    meters.counter("xds.authentications", "result", result).increment();
  }

  private Duration longest(Authenticated authenticated) {
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    Duration jittered = Duration.ofNanos((long) (longestStream.toNanos() * factor));
    Duration valid = Duration.between(clock.instant(), authenticated.until());
    return valid.compareTo(jittered) < 0 ? valid : jittered;
  }
}
