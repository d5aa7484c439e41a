package io.grpcpool.xds.peer;

import static io.grpcpool.xds.peer.SoftStates.SHOP;
import static io.grpcpool.xds.peer.SoftStates.clients;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PeerTlsTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration A_WHILE = Duration.ofSeconds(4);

  @TempDir Path folder;
  private TestAuthority authority;

  @BeforeEach
  void makeAuthority() throws Exception {
    authority = new TestAuthority(folder.resolve("ours"));
  }

  @Test
  void replicasOfOneAuthorityHearEachOther() throws Exception {
    try (TestReplica a = start(authority.issue("a", "dns:localhost"));
        TestReplica b = start(authority.issue("b", "dns:localhost"), a.port())) {
      a.knows(SHOP, clients(3));

      await().atMost(SOON).untilAsserted(() -> assertThat(b.heardClients()).isEqualTo(3));
    }
  }

  @Test
  void aStrangersCertificateIsNotHeard() throws Exception {
    PeerTls ours = authority.issue("b", "dns:localhost");
    PeerTls strange = new TestAuthority(folder.resolve("theirs")).issue("a", "dns:localhost");
    PeerTls impostor =
        new PeerTls(strange.certificateChain(), strange.privateKey(), ours.authorities());

    assertNotHeard(impostor, ours);
  }

  @Test
  void aCertificateForAnotherNameIsNotHeard() throws Exception {
    assertNotHeard(
        authority.issue("a", "dns:client.example"), authority.issue("b", "dns:localhost"));
  }

  @Test
  void aClientOfTheSameAuthorityIsNotToldWhatReplicasKnow() throws Exception {
    assertNotHeard(
        authority.issue("a", "dns:localhost"), authority.issue("b", "dns:client.example"));
  }

  @Test
  void aCallerWithoutTlsIsNotToldWhatReplicasKnow() throws Exception {
    assertNotHeard(authority.issue("a", "dns:localhost"), null);
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
}
