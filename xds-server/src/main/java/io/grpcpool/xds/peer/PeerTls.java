package io.grpcpool.xds.peer;

import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Immutable. What this replica proves itself with, and whom it believes, in PEM files that are
 * looked at again each minute: a rotated certificate holds for the connections made after.
 *
 * @param certificateChain of this replica, for the name that the others call it by
 * @param privateKey of that certificate
 * @param authorities whose certificates are believed, of those who call and of those who are called
 */
public record PeerTls(Path certificateChain, Path privateKey, Path authorities) {

  private static final long RELOAD_SECONDS = 60;

  /** Both sides of mTLS, reloaded by the given thread until that ends. */
  Credentials load(ScheduledExecutorService thread) throws IOException {
    try {
      AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
      keys.updateIdentityCredentials(
          certificateChain.toFile(), privateKey.toFile(), RELOAD_SECONDS, TimeUnit.SECONDS, thread);
      return new Credentials(
          TlsServerCredentials.newBuilder()
              .keyManager(keys)
              // Who calls has no name to be checked by TLS itself: PeerNames looks at that.
              .trustManager(trust(Verification.CERTIFICATE_ONLY_VERIFICATION, thread))
              .clientAuth(ClientAuth.REQUIRE)
              .build(),
          TlsChannelCredentials.newBuilder()
              .keyManager(keys)
              .trustManager(trust(Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION, thread))
              .build());
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates of peers cannot be used: " + e.getMessage(), e);
    }
  }

  private AdvancedTlsX509TrustManager trust(
      Verification verification, ScheduledExecutorService thread)
      throws IOException, GeneralSecurityException {
    AdvancedTlsX509TrustManager trust =
        AdvancedTlsX509TrustManager.newBuilder().setVerification(verification).build();
    trust.updateTrustCredentials(authorities.toFile(), RELOAD_SECONDS, TimeUnit.SECONDS, thread);
    return trust;
  }

  /** Immutable. For those who call this replica, and for its own calls. */
  record Credentials(ServerCredentials server, ChannelCredentials channel) {}
}
