package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpcpool.xds.identity.Authentication;
import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import io.grpcpool.xds.identity.Authentication.Unavailable;
import io.grpcpool.xds.identity.ClientIdentity;
import io.grpcpool.xds.identity.TestAuthority;
import io.grpcpool.xds.load.ClusterLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in at the TLS port, and until when. */
@Timeout(120)
class AuthenticatedClientsTest {

  private static final ClientIdentity WEB = ClientIdentity.serviceAccount("shop", "web");
  private static final Map<String, Authentication> TOKENS =
      Map.of(
          "of-web", new Authenticated(WEB, Instant.MAX),
          "of-web-for-a-minute", new Authenticated(WEB, Instant.now().plusSeconds(60)),
          "stolen", new Refused("not of this cluster"),
          "unlucky", new Unavailable("tokens cannot be checked now"));

  private final CompletableFuture<Authentication> later = new CompletableFuture<>();
  private SecureServer xds;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    xds =
        new SecureServer(
            folder,
            token ->
                token.equals("slow")
                    ? later
                    : CompletableFuture.completedFuture(TOKENS.get(token)));
    xds.publish(cluster("a"));
  }

  @AfterEach
  void end() {
    xds.close();
  }

  private static void assertServed(RawClient client) {
    client.subscribe(CLUSTER, "a");
    assertThat(names(client.next(CLUSTER))).containsExactly("a");
  }

  private static Status endOf(RawClient client) throws Exception {
    client.subscribe(CLUSTER, "a");
    return client.end();
  }

  @Test
  void letsInWhoHasACertificate() throws Exception {
    assertServed(xds.connectAs("uri:spiffe://example.org/web"));
  }

  @Test
  void showsWhoAClientHasProvedToBe() throws Exception {
    assertServed(xds.connectAs("uri:spiffe://example.org/web"));

    assertThat(xds.server.clients())
        .extracting(ClientStatus::identity)
        .containsExactly("spiffe://example.org/web");
  }

  @Test
  void letsInWhoHasAToken() throws Exception {
    assertServed(xds.connectWithToken("of-web"));
  }

  @Test
  void letsInWhoseTokenTakesTimeToCheck() throws Exception {
    RawClient client = xds.connectWithToken("slow");
    client.subscribe(CLUSTER, "a");

    later.complete(new Authenticated(WEB, Instant.MAX));

    assertThat(names(client.next(CLUSTER))).containsExactly("a");
  }

  @Test
  void turnsAwayWhoHasNeither() throws Exception {
    Status status = endOf(xds.connectWithNothing());

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription()).contains("neither a client certificate nor");
  }

  @Test
  void turnsAwayWhoseTokenIsRefused() throws Exception {
    Status status = endOf(xds.connectWithToken("stolen"));

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription()).isEqualTo("not of this cluster");
  }

  @Test
  void asksToComeAgainWhileTokensCannotBeChecked() throws Exception {
    assertThat(endOf(xds.connectWithToken("unlucky")).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void endsTheConnectionOfACertificateOfAnotherAuthority() throws Exception {
    TestAuthority others = new TestAuthority("others");

    RawClient client = xds.connect(others.issue(Duration.ofHours(1), "dns:web"));

    assertThat(endOf(client).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void endsTheConnectionOfACertificateThatHasExpired() throws Exception {
    RawClient client = xds.connect(xds.clients.issue(Duration.ofSeconds(-1), "dns:web"));

    assertThat(endOf(client).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void turnsAwayACertificateWithoutAName() throws Exception {
    Status status = endOf(xds.connectAs());

    assertThat(status.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(status.getDescription()).contains("neither a valid SPIFFE id nor a DNS name");
  }

  @Test
  void endsAStreamWellWhenItsTimeIsOver() throws Exception {
    RawClient client = xds.connectWithToken("of-web");
    assertServed(client);

    xds.time.advance(SecureServer.LONGEST_STREAM.multipliedBy(8).dividedBy(10));
    boolean openBefore = client.isOpen();
    xds.time.advance(SecureServer.LONGEST_STREAM.multipliedBy(4).dividedBy(10));

    assertThat(openBefore).isTrue();
    assertThat(client.end().getCode()).isEqualTo(Status.Code.OK);
  }

  @Test
  void endsALoadReportStreamWellWithTheFirstReportAfterItsTime() throws Exception {
    LoadReports reports =
        LoadReports.over(xds.channel(xds.clients.issue(Duration.ofHours(1), "dns:web")));

    xds.monotonic.add(SecureServer.LONGEST_STREAM.multipliedBy(8).dividedBy(10));
    reports.call("a");
    await().atMost(Duration.ofSeconds(30)).until(() -> callsTo("a") == 1);
    xds.monotonic.add(SecureServer.LONGEST_STREAM.multipliedBy(4).dividedBy(10));
    reports.call("a");

    assertThat(reports.end().get(30, TimeUnit.SECONDS).getCode()).isEqualTo(Status.Code.OK);
    assertThat(callsTo("a")).isEqualTo(2);
  }

  private long callsTo(String cluster) {
    return xds.server.clusterLoad(cluster).map(ClusterLoad::issued).orElse(0L);
  }

  @Test
  void endsAStreamWhenItsTokenExpires() throws Exception {
    RawClient client = xds.connectWithToken("of-web-for-a-minute");
    assertServed(client);

    xds.time.advance(Duration.ofSeconds(60));

    assertThat(client.end().getCode()).isEqualTo(Status.Code.OK);
  }

  @Test
  void letsEveryoneInAtThePlaintextPort() {
    assertServed(xds.connectInPlaintext());
  }
}
