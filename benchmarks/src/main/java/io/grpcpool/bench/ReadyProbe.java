package io.grpcpool.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Thread-safe. Asks a control plane again and again whether clients may come. */
record ReadyProbe(ScheduledExecutorService timer) {

  private static final long EVERY_MILLIS = 20;
  private static final long LIMIT_SECONDS = 60;

  /**
   * Returns once {@code /health/ready} answers 200.
   *
   * @param url of the control plane's HTTP port
   * @throws IllegalStateException if it has not within a minute
   */
  void await(String url) throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/health/ready")).build();
    CompletableFuture<Void> ready = new CompletableFuture<>();
    ScheduledFuture<?> asking =
        timer.scheduleWithFixedDelay(
            () -> ask(http, request, ready), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    try {
      ready.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(url + " is not ready", e);
    } finally {
      asking.cancel(false);
    }
  }

  private static void ask(HttpClient http, HttpRequest request, CompletableFuture<Void> ready) {
    try {
      if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
        ready.complete(null);
      }
    } catch (IOException e) {
      ready.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
