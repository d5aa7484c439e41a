package io.grpcpool.operator.discovery.consul;

import com.fasterxml.jackson.core.JacksonException;
import io.grpcpool.operator.discovery.consul.ConsulHttp.Body;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Thread-safe: a request under way; it ends once, by its answer, its time-out or its cancel. */
final class ConsulCall<T> implements Pending {
  private static final int MAX_RETRY_AFTER_SECONDS = 60;

  private final CompletableFuture<HttpResponse<Body<T>>> sent;
  private final Consumer<ConsulReply<T>> done;
  private final ScheduledExecutorService scheduler;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean cancelled;

  ConsulCall(
      CompletableFuture<HttpResponse<Body<T>>> sent,
      Consumer<ConsulReply<T>> done,
      ScheduledExecutorService scheduler,
      Duration timeout) {
    this.sent = sent;
    this.done = done;
    this.scheduler = scheduler;
    try {
      // HttpRequest.timeout ends with the headers; a body that stalls must end too.
      ScheduledFuture<?> deadline =
          scheduler.schedule(
              () -> end(new ConsulReply.Failure<>("no whole answer within " + timeout), true),
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
      end.thenRun(() -> deadline.cancel(false));
    } catch (RejectedExecutionException e) {
      // The control plane is stopping: there is nobody left to tell.
      cancel();
    }
    sent.whenComplete((response, error) -> end(reply(response, error), false));
  }

  /** From any thread. */
  @Override
  public void cancel() {
    cancelled = true;
    if (ended.compareAndSet(false, true)) {
      end.complete(null);
      sent.cancel(true);
    }
  }

  void whenEnded(Runnable action) {
    end.thenRun(action);
  }

  private void end(ConsulReply<T> reply, boolean abandon) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    end.complete(null);
    if (abandon) {
      sent.cancel(true);
    }
    try {
      scheduler.execute(
          () -> {
            if (!cancelled) {
              done.accept(reply);
            }
          });
    } catch (RejectedExecutionException e) {
      // As above.
      sent.cancel(true);
    }
  }

  private static <T> ConsulReply<T> reply(
      @Nullable HttpResponse<Body<T>> response, @Nullable Throwable error) {
    if (response == null) {
      return new ConsulReply.Failure<>(reason(error));
    }
    if (response.body() instanceof Body.Parsed<T> parsed) {
      return new ConsulReply.Answer<>(ReplyHeaders.of(response.headers()), parsed.value());
    }
    String excerpt = response.body() instanceof Body.Text<T> text ? text.excerpt() : "";
    return new ConsulReply.Refusal<>(response.statusCode(), excerpt, retryAfter(response));
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> Math.min(Integer.parseInt(text), MAX_RETRY_AFTER_SECONDS))
        .map(Duration::ofSeconds)
        .orElse(Duration.ZERO);
  }

  /** One line without positions or times, so that the same fault reads the same each time. */
  private static String reason(@Nullable Throwable error) {
    Throwable cause = error;
    while ((cause instanceof CompletionException || cause instanceof java.io.UncheckedIOException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof JacksonException) {
      return "the answer is not the JSON that Consul sends";
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return ConsulReply.Failure.CANNOT_CONNECT;
    }
    if (cause == null) {
      return "no answer";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
