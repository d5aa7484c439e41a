package io.grpcpool.operator.discovery.consul;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A poll that nobody waits for leaves no socket behind. */
@Timeout(60)
class ConsulHttpTest {
  private static final int PATIENCE_MILLIS = 15_000;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<ConsulReply<Integer>> replies = new CopyOnWriteArrayList<>();
  private ServerSocket consul;
  private ConsulHttp http;

  @BeforeEach
  void open() throws IOException {
    consul = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    consul.setSoTimeout(PATIENCE_MILLIS);
    ConsulSettings settings =
        ConsulSettings.defaults().withAddress("127.0.0.1:" + consul.getLocalPort());
    http = new ConsulHttp(settings, thread);
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    thread.shutdownNow();
    consul.close();
  }

  @Test
  void closesTheConnectionOfAPollThatIsCancelled() throws IOException {
    ConsulCall<Integer> call = poll();
    try (BufferedReader request = accept()) {
      String line = request.readLine();

      call.cancel();

      awaitEnd(request);
      assertThat(line).startsWith("GET /v1/health/service/web?index=7");
      assertThat(replies).isEmpty();
    }
  }

  @Test
  void closesAllConnectionsWhenItIsClosed() throws IOException {
    poll();
    poll();
    try (BufferedReader first = accept();
        BufferedReader second = accept()) {
      first.readLine();
      second.readLine();

      http.close();

      awaitEnd(first);
      awaitEnd(second);
      assertThat(replies).isEmpty();
    }
  }

  @Test
  void endsAtOnceWhatIsAskedAfterItWasClosed() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    http.close();

    poll().whenEnded(() -> ended.complete(null));

    assertThat(ended).isDone();
    assertThat(replies).isEmpty();
  }

  private ConsulCall<Integer> poll() {
    ConsulQuery query =
        ConsulQuery.health(new ServiceKey("web", ""), WatchLimits.defaults())
            .blocking(7, WatchLimits.defaults());
    return http.get(query, body -> body.readAllBytes().length, replies::add);
  }

  private BufferedReader accept() throws IOException {
    Socket socket = consul.accept();
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Fails where the peer does not close. */
  private static void awaitEnd(BufferedReader request) throws IOException {
    request.transferTo(Writer.nullWriter());
  }
}
