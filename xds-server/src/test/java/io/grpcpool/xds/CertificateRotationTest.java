package io.grpcpool.xds;

import static io.grpcpool.xds.ResourceType.CLUSTER;
import static io.grpcpool.xds.ResourceType.ENDPOINTS;
import static io.grpcpool.xds.Resources.cluster;
import static io.grpcpool.xds.Resources.endpoints;
import static io.grpcpool.xds.Resources.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpcpool.xds.identity.TestAuthority;
import io.grpcpool.xds.identity.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificate, key and client authorities are replaced while the server runs. */
@Timeout(120)
class CertificateRotationTest {

  private static final Duration LOOKS_AGAIN = Duration.ofSeconds(10);

  private SecureServer xds;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    xds = new SecureServer(folder, null);
    xds.publish(cluster("a"));
  }

  @AfterEach
  void end() {
    xds.close();
  }

  private void assertServed(RawClient client) {
    client.subscribe(CLUSTER, "a");
    assertThat(names(client.next(CLUSTER))).containsExactly("a");
  }

  /** What a client is shown, before it says who it is. */
  private X509Certificate shown() throws Exception {
    TrustManager anything =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[0], new TrustManager[] {anything}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", xds.server.tlsPort())) {
      socket.setSoTimeout(30_000);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void showsTheNewCertificateToWhoConnectsThen() throws Exception {
    Issued renewed = xds.servers.issue(Duration.ofHours(2), "dns:localhost");
    renewed.writeTo(xds.chain, xds.key);

    xds.time.advance(LOOKS_AGAIN);

    assertThat(shown()).isEqualTo(renewed.certificate());
    assertServed(xds.connectAs("dns:web"));
  }

  @Test
  void keepsTheStreamsThatAreOpen() throws Exception {
    xds.publish(endpoints("a", 1));
    RawClient client = xds.connectAs("dns:web");
    client.subscribe(ENDPOINTS, "a");
    client.accept(ENDPOINTS, "a");

    for (int port = 2; port <= 20; port++) {
      xds.servers.issue(Duration.ofHours(1), "dns:localhost").writeTo(xds.chain, xds.key);
      xds.time.advance(LOOKS_AGAIN);
      xds.publish(endpoints("a", port));
      client.accept(ENDPOINTS, "a");
    }

    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void keepsTheOldPairWhileTheNewOneIsNotWhole() throws Exception {
    X509Certificate before = shown();
    Path elsewhere = xds.key.resolveSibling("elsewhere");
    xds.servers.issue(Duration.ofHours(1), "dns:localhost").writeTo(xds.chain, elsewhere);

    xds.time.advance(LOOKS_AGAIN);

    assertThat(shown()).isEqualTo(before);
  }

  @Test
  void keepsTheOldPairWhereTheNewCertificateHasExpired() throws Exception {
    X509Certificate before = shown();
    xds.servers.issue(Duration.ofSeconds(-1), "dns:localhost").writeTo(xds.chain, xds.key);

    xds.time.advance(LOOKS_AGAIN);

    assertThat(shown()).isEqualTo(before);
  }

  @Test
  void keepsTheOldFilesWhileOneCannotBeReadAndTakesTheNewWhenItCan() throws Exception {
    X509Certificate before = shown();
    Files.delete(xds.key);
    xds.time.advance(LOOKS_AGAIN);
    X509Certificate meanwhile = shown();
    Issued renewed = xds.servers.issue(Duration.ofHours(1), "dns:localhost");
    renewed.writeTo(xds.chain, xds.key);

    xds.time.advance(LOOKS_AGAIN);

    assertThat(meanwhile).isEqualTo(before);
    assertThat(shown()).isEqualTo(renewed.certificate());
  }

  @Test
  void believesTheClientsOfANewAuthority() throws Exception {
    TestAuthority next = new TestAuthority("next");
    TestAuthority.writeTo(xds.clientCa, xds.clients, next);

    xds.time.advance(LOOKS_AGAIN);

    assertServed(xds.connect(next.issue(Duration.ofHours(1), "dns:web")));
    assertServed(xds.connectAs("dns:web"));
  }

  @Test
  void believesTheClientsOfAnAuthorityThatIsGoneNoLonger() throws Exception {
    TestAuthority.writeTo(xds.clientCa, new TestAuthority("next"));

    xds.time.advance(LOOKS_AGAIN);
    RawClient client = xds.connectAs("dns:web");
    client.subscribe(CLUSTER, "a");

    assertThat(client.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  /** As one does that resumes a session: TLS does not verify its certificate again. */
  @Test
  void refusesANewStreamOnAConnectionWhoseAuthorityIsGone() throws Exception {
    ManagedChannel channel = xds.channel(xds.clients.issue(Duration.ofHours(1), "dns:web"));
    RawClient before = new RawClient(channel, RawClient.NODE, Integer.MAX_VALUE);
    assertServed(before);
    TestAuthority.writeTo(xds.clientCa, new TestAuthority("next"));

    xds.time.advance(LOOKS_AGAIN);
    RawClient after = new RawClient(channel, RawClient.NODE, Integer.MAX_VALUE);
    after.subscribe(CLUSTER, "a");

    assertThat(after.end().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(before.isOpen()).isTrue();
    before.close();
  }

  @Test
  void believesTheOldAuthoritiesWhereTheNewFileHasNone() throws Exception {
    Files.writeString(xds.clientCa, "no certificate\n");

    xds.time.advance(LOOKS_AGAIN);

    assertServed(xds.connectAs("dns:web"));
  }

  @Test
  void doesNotStartWithACertificateThatHasExpired(@TempDir Path folder) throws Exception {
    Path chain = folder.resolve("tls.crt");
    Path key = folder.resolve("tls.key");
    xds.servers.issue(Duration.ofSeconds(-1), "dns:localhost").writeTo(chain, key);

    assertThatThrownBy(() -> starts(chain, key))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(chain + ": the certificate expired at");
  }

  @Test
  void doesNotStartWithAnotherKeyAndDoesNotSayWhatIsInTheFile(@TempDir Path folder)
      throws Exception {
    Path key = Files.writeString(folder.resolve("tls.key"), "secret");

    assertThatThrownBy(() -> starts(xds.chain, key))
        .isInstanceOf(IOException.class)
        .hasMessage(key + " has no valid private key in PEM (PKCS #8)");
  }

  private static void starts(Path chain, Path key) throws IOException {
    try (XdsServer server =
        XdsServer.builder()
            .plaintext(null)
            .tls(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), chain, key)
            .build()) {
      server.start();
    }
  }
}
