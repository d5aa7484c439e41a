package io.grpcpool.xds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.xds.identity.Authentication.Authenticated;
import io.grpcpool.xds.identity.Authentication.Refused;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who a certificate says its holder is. */
class PeerCertificateTest {

  private static final TestAuthority AUTHORITY = new TestAuthority("authority");

  private static Authentication authenticate(String... names) {
    X509Certificate certificate = AUTHORITY.issue(Duration.ofHours(1), names).certificate();
    return PeerCertificate.authenticate(certificate, Instant.now());
  }

  private static ClientIdentity identity(String... names) {
    return ((Authenticated) authenticate(names)).identity();
  }

  private static String refusal(String... names) {
    return ((Refused) authenticate(names)).reason();
  }

  @Test
  void namesAWorkloadByItsSpiffeIdItsServiceAccountAndItsNamespace() {
    ClientIdentity identity = identity("uri:spiffe://example.org/ns/shop/sa/web");

    assertThat(identity.name()).isEqualTo("spiffe://example.org/ns/shop/sa/web");
    assertThat(identity.principals())
        .containsExactlyInAnyOrder("spiffe://example.org/ns/shop/sa/web", "shop/web", "shop");
  }

  @Test
  void readsNoNamespaceFromAnotherPath() {
    assertThat(identity("uri:spiffe://example.org/x/ns/shop/sa/web").principals())
        .containsExactly("spiffe://example.org/x/ns/shop/sa/web");
  }

  @Test
  void readsNoDnsNamesBesideASpiffeId() {
    assertThat(identity("uri:spiffe://example.org/web", "dns:shop.example.org").principals())
        .containsExactly("spiffe://example.org/web");
  }

  @Test
  void namesAServerByItsDnsNamesElse() {
    assertThat(identity("dns:Web.example.org", "dns:*.example.org", "dns:b").principals())
        .containsExactlyInAnyOrder("dns:web.example.org", "dns:b");
  }

  @Test
  void refusesSeveralUris() {
    assertThat(refusal("uri:spiffe://example.org/a", "uri:spiffe://example.org/b"))
        .contains("several URIs");
  }

  @Test
  void refusesAUriThatIsNoSpiffeId() {
    assertThat(refusal("uri:https://example.org/a", "dns:a")).contains("SPIFFE");
  }

  @Test
  void refusesACertificateWithoutNames() {
    assertThat(refusal()).contains("neither");
  }

  @Test
  void refusesACertificateThatHasExpired() {
    X509Certificate certificate = AUTHORITY.issue(Duration.ofHours(1), "dns:a").certificate();

    Authentication later =
        PeerCertificate.authenticate(certificate, Instant.now().plus(Duration.ofHours(2)));

    assertThat(((Refused) later).reason()).contains("expired at");
  }
}
