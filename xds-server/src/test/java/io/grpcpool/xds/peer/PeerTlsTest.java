package io.grpcpool.xds.peer;

import static io.grpcpool.xds.peer.SoftStates.SHOP;
import static io.grpcpool.xds.peer.SoftStates.clients;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpcpool.xds.identity.TestAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PeerTlsTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration A_WHILE = Duration.ofSeconds(4);

  @TempDir Path folder;
  private final TestAuthority authority = new TestAuthority("ours");

  @Test
  void replicasOfOneAuthorityHearEachOther() throws Exception {
    try (TestReplica a = start(issue(authority, "a", "dns:localhost"));
        TestReplica b = start(issue(authority, "b", "dns:localhost"), a.port())) {
      a.knows(SHOP, clients(3));

      await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isEqualTo(3));
    }
  }

  @Test
  void aStrangersCertificateIsNotHeard() throws Exception {
    PeerTls ours = issue(authority, "b", "dns:localhost");
    PeerTls strange = issue(new TestAuthority("theirs"), "a", "dns:localhost");
    PeerTls impostor =
        new PeerTls(strange.certificateChain(), strange.privateKey(), ours.authorities());

    assertNotHeard(impostor, ours);
  }

  @Test
  void aCertificateForAnotherNameIsNotHeard() throws Exception {
    assertNotHeard(
        issue(authority, "a", "dns:client.example"), issue(authority, "b", "dns:localhost"));
  }

  @Test
  void aClientOfTheSameAuthorityIsNotToldWhatReplicasKnow() throws Exception {
    assertNotHeard(
        issue(authority, "a", "dns:localhost"), issue(authority, "b", "dns:client.example"));
  }

  @Test
  void aCallerWithoutTlsIsNotToldWhatReplicasKnow() throws Exception {
    assertNotHeard(issue(authority, "a", "dns:localhost"), null);
  }

  private static void assertNotHeard(@Nullable PeerTls called, @Nullable PeerTls caller)
      throws IOException {
    try (TestReplica a = start(called);
        TestReplica b = start(caller, a.port())) {
      a.knows(SHOP, clients(3));

      await().during(A_WHILE).atMost(SOON).until(() -> b.exchange().others().isEmpty());
    }
  }

  private static TestReplica start(@Nullable PeerTls tls, Integer... peers) throws IOException {
    return TestReplica.start(tls, InstantSource.system(), peers);
  }

  private PeerTls issue(TestAuthority signer, String replica, String name) throws IOException {
    Path certificate = folder.resolve(replica + ".crt");
    Path key = folder.resolve(replica + ".key");
    Path authorities = folder.resolve(replica + "-ca.crt");
    signer.issue(Duration.ofHours(1), name).writeTo(certificate, key);
    TestAuthority.writeTo(authorities, signer);
    return new PeerTls(certificate, key, authorities);
  }
}
