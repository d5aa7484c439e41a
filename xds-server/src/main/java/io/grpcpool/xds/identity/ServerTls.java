package io.grpcpool.xds.identity;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpcpool.xds.identity.PemBundle.Content;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: guarded by its own lock. Certificate, key and client authorities of a TLS port, read
 * again every {@link #PERIOD}. Connections that are open keep theirs. What cannot be used is
 * refused as a whole, and the old stays.
 */
public final class ServerTls {

  /** Short beside the time for which certificates overlap when they are rotated. */
  static final Duration PERIOD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private final TlsFiles files;
  private final InstantSource clock;
  private final ScheduledExecutorService scheduler;
  private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
  private final ReloadingTrust trust = new ReloadingTrust();
  private @Nullable Content seen;

  /**
   * Reads nothing before {@link #load}.
   *
   * @param scheduler runs what is due later; the end of it ends the reloading
   */
  public ServerTls(TlsFiles files, InstantSource clock, ScheduledExecutorService scheduler) {
    this.files = files;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /**
   * Reads the files, then goes on to look for changes.
   *
   * @throws IOException if one cannot be used; the message names it
   */
  public synchronized void load() throws IOException {
    seen = Content.read(files);
    use(PemBundle.parse(seen, files, clock.instant()));
    again();
  }

  private void again() {
    scheduler.schedule(this::reload, PERIOD.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized void reload() {
    try {
      Content content = Content.read(files);
      if (!content.same(seen)) {
        seen = content;
        use(PemBundle.parse(content, files, clock.instant()));
      }
    } catch (IOException e) {
      LOG.error("TLS files changed and cannot be used, the old stay: {}", e.getMessage());
    } finally {
      again();
    }
  }

  private void use(PemBundle bundle) throws IOException {
    X509Certificate certificate = bundle.chain().get(0);
    try {
      if (!bundle.clientAuthorities().isEmpty()) {
        trust.trust(bundle.clientAuthorities());
      }
      keys.updateIdentityCredentials(bundle.chain().toArray(X509Certificate[]::new), bundle.key());
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS files cannot be used: " + e.getMessage(), e);
    }
    LOG.info(
        "TLS files loaded: subject={} serial={} until={} client authorities={}",
        certificate.getSubjectX500Principal(),
        certificate.getSerialNumber().toString(16),
        certificate.getNotAfter().toInstant(),
        bundle.clientAuthorities().size());
  }

  /** Believes the client authorities of the files as they are now; null where there are none. */
  public @Nullable X509TrustManager clientTrust() {
    return files.clientCa() == null ? null : trust;
  }

  /**
   * Follows the files.
   *
   * @param certificateRequired whether a client without a certificate is turned away by TLS
   */
  public ServerCredentials credentials(boolean certificateRequired) {
    TlsServerCredentials.Builder credentials = TlsServerCredentials.newBuilder().keyManager(keys);
    if (files.clientCa() != null) {
      credentials
          .trustManager(trust)
          .clientAuth(certificateRequired ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
    }
    return credentials.build();
  }
}
