package io.grpcpool.operator.identity.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpcpool.xds.identity.Authentication;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import io.grpcpool.xds.identity.TokenAuthenticator;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. Asks the Kubernetes API whose a token is (TokenReview), on a few threads of its own.
 * Who finds more than {@link #MOST_WAITING} before it has to come again.
 */
public final class TokenReviewer implements TokenAuthenticator, AutoCloseable {

  static final int MOST_WAITING = 256;

  private static final Logger LOG = LoggerFactory.getLogger(TokenReviewer.class);

  private static final int THREADS = 4;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Duration longest;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread thread = new Thread(task, "token-review");
            thread.setDaemon(true);
            return thread;
          });

  /** Connects nowhere before it is asked. */
  public TokenReviewer(KubernetesClient client) {
    this(client, LONGEST);
  }

  /** Who has no answer after {@code longest} has to come again. */
  TokenReviewer(KubernetesClient client, Duration longest) {
    this.client = client;
    this.longest = longest;
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletionStage<Authentication> authenticate(String token) {
    try {
      return CompletableFuture.supplyAsync(() -> review(token), threads)
          .completeOnTimeout(
              new Unavailable("the Kubernetes API did not say in time whose the token is"),
              longest.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedStage(
          new Unavailable("more than " + MOST_WAITING + " tokens wait to be checked"));
    }
  }

  private Authentication review(String token) {
    TokenReview question =
        new TokenReviewBuilder()
            .withNewSpec()
            .withToken(token)
            .withAudiences(ServiceAccountTokens.AUDIENCE)
            .endSpec()
            .build();
    try {
      return ServiceAccountTokens.judge(
          client.authentication().v1().tokenReviews().create(question).getStatus(), token);
    } catch (KubernetesClientException e) {
      // The message may quote the request, so it goes nowhere.
      LOG.warn("token cannot be checked: the Kubernetes API answers {}", e.getCode());
      return new Unavailable("the Kubernetes API does not say whose the token is");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
