package io.grpcpool.it.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpcpool.demo.backend.UserService;
import io.grpcpool.demo.process.FreePort;
import io.grpcpool.it.support.Kubectl;
import io.grpcpool.xds.identity.TestAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that show the token of their ServiceAccount, judged by a real API server, for a control
 * plane that may ask for that by the roles of {@code config/}.
 */
@Timeout(180)
class TokenReviewIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ANSWER = "1.4.0 backend";
  private static final int PORT = FreePort.find();

  @TempDir static Path folder;

  @AutoClose("shutdownNow")
  private static Server backend;

  @AutoClose private static Installation grpcpool;
  private static Kubectl kubectl;

  @BeforeAll
  static void start() throws IOException {
    backend =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(UserService.of("1.4.0", "backend"))
            .build()
            .start();
    TestAuthority authority = new TestAuthority("authority");
    TestAuthority.writeTo(file("ca.crt"), authority);
    authority.issue(Duration.ofHours(1), "dns:localhost").writeTo(file("tls.crt"), file("tls.key"));
    grpcpool =
        Installation.start(
            Files.createDirectory(file("kubernetes")),
            Map.of(
                "GRPCPOOL_XDS_TLS_ADDRESS",
                "127.0.0.1",
                "GRPCPOOL_XDS_TLS_PORT",
                String.valueOf(PORT),
                "GRPCPOOL_XDS_TLS_CERT",
                file("tls.crt").toString(),
                "GRPCPOOL_XDS_TLS_KEY",
                file("tls.key").toString(),
                "GRPCPOOL_XDS_TOKENS",
                "kubernetes",
                "GRPCPOOL_LOG_LEVEL",
                "debug"));
    kubectl = grpcpool.kubectl();
    account("shop", "web");
    account("games", "chess");
  }

  @ParameterizedTest
  @CsvSource({"by-namespace, shop", "by-account, shop/web"})
  void theConsumerThatAPolicyNamesReachesItsEndpoints(String policy, String consumer)
      throws IOException {
    serve(policy, consumer);

    try (TokenClient client = client("named", token("web", "shop"))) {
      assertThat(client.ask(policy)).isEqualTo(ANSWER);
    }
  }

  @ParameterizedTest
  @CsvSource({"other-namespace, shop", "other-account, shop/batch"})
  void forAnotherConsumerAPolicyIsAsAbsentAsAnUnknownName(String policy, String consumer)
      throws IOException {
    serve(policy, consumer);
    String token = policy.equals("other-account") ? token("web", "shop") : token("chess", "games");

    try (TokenClient client = client("other", token)) {
      client.watch("unknown-name");
      String answer = client.ask(policy);

      assertThat(answer)
          .contains("NOT_FOUND")
          .isEqualTo(client.ask("unknown-name").replace("unknown-name", policy));
    }
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() throws IOException {
    serve("audience", "shop");
    String token = kubectl.run("create", "token", "web", "-n", "shop");

    try (TokenClient client = client("audience", token)) {
      assertThat(client.ask("audience")).contains("UNAUTHENTICATED");
    }
  }

  @Test
  void whatIsNoTokenIsRefused() throws IOException {
    serve("garbage", "shop");

    try (TokenClient client = client("garbage", "not.a.token")) {
      assertThat(client.ask("garbage")).contains("UNAUTHENTICATED");
    }
  }

  @Test
  void aClientThatShowsNothingIsRefused() throws IOException {
    serve("nothing", "shop");

    try (TokenClient client = client("nothing", null)) {
      assertThat(client.ask("nothing")).contains("UNAUTHENTICATED");
    }
  }

  @Test
  void anEditAdmitsAClientWhileItsStreamIsOpen() throws IOException {
    serve("edited", "shop");
    try (TokenClient client = client("late", token("chess", "games"))) {
      assertThat(client.ask("edited")).contains("NOT_FOUND");
      String stream = stream("late");

      kubectl.run(
          "patch",
          "gpp/edited",
          "--type=json",
          "-p=[{\"op\":\"add\",\"path\":\"/spec/allowedConsumers/-\",\"value\":\"games/chess\"}]");

      await().atMost(SOON).until(() -> client.ask("edited").equals(ANSWER));
      assertThat(stream("late")).isEqualTo(stream);
    }
  }

  @Test
  void noTokenIsWrittenDownAnywhere() throws IOException {
    serve("silent", "shop");
    String good = token("web", "shop");
    String wrong = kubectl.run("create", "token", "web", "-n", "shop");
    try (TokenClient client = client("good", good);
        TokenClient refused = client("wrong", wrong)) {
      assertThat(client.ask("silent")).isEqualTo(ANSWER);
      assertThat(refused.ask("silent")).contains("UNAUTHENTICATED");
    }

    String log = grpcpool.controlPlane().process().output();
    String written =
        log
            + grpcpool.controlPlane().get("/stats")
            + grpcpool.controlPlane().get("/debug/xds/clients")
            + kubectl.run("get", "gpp,events", "-A", "-o", "yaml");

    assertThat(log).contains("its client is not authenticated");
    assertThat(written).doesNotContain(signature(good)).doesNotContain(signature(wrong));
  }

  private static void account(String namespace, String name) {
    kubectl.run("create", "namespace", namespace);
    kubectl.run("create", "serviceaccount", name, "-n", namespace);
  }

  private static String token(String account, String namespace) {
    return kubectl.run("create", "token", account, "-n", namespace, "--audience=grpcpool-xds");
  }

  /** The part by which alone a JWT is worth anything. */
  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }

  private static void serve(String name, String consumer) {
    kubectl.apply(
        """
        apiVersion: grpcpool.io/v1alpha1
        kind: GrpcPoolPolicy
        metadata: {name: %s}
        spec:
          allowedConsumers: [%s]
          discovery: {static: {endpoints: [{address: 127.0.0.1, port: %d}]}}
          tracks: [{name: main, weight: 100}]
        """
            .formatted(name, consumer, backend.getPort()));
    kubectl.run("wait", "--for=condition=Ready", "gpp/" + name, "--timeout=30s");
  }

  private static TokenClient client(String node, @Nullable String token) throws IOException {
    Path file =
        token == null ? null : Files.writeString(Files.createTempFile(folder, node, ""), token);
    return TokenClient.of(node, PORT, file("ca.crt"), file);
  }

  /** The stream of a client, as the control plane numbers it. */
  private static String stream(String node) throws IOException {
    return StreamSupport.stream(
            grpcpool.controlPlane().stats().path("clients").spliterator(), false)
        .filter(client -> client.path("node").asText().equals(node))
        .map(client -> client.path("stream").asText())
        .findFirst()
        .orElseThrow();
  }

  private static Path file(String name) {
    return folder.resolve(name);
  }
}
