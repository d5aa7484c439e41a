package io.grpcpool.client.credentials;

import io.grpc.ChannelCredentials;
import io.grpc.CompositeChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettySslContextChannelCredentials;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.xds.XdsCredentialsProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Thread-safe. The channel credentials {@code grpcpool_mtls_jwt} of an xDS bootstrap, for the
 * stream to the control plane: TLS with a certificate of the client, a bearer token, or both, from
 * files that may be replaced. grpc-java's own {@code tls} does not read its files.
 *
 * <p>Certificates are read again every {@link #PERIOD_SECONDS} s and hold for new connections; what
 * cannot be read leaves the old in place. The token is read for every new stream. grpc-java finds
 * this class by {@link java.util.ServiceLoader}.
 */
public final class GrpcpoolCredentialsProvider extends XdsCredentialsProvider {

  static final String NAME = "grpcpool_mtls_jwt";

  static final int PERIOD_SECONDS = 10;

  private static final int PRIORITY = 5;

  private final ScheduledExecutorService reloads;

  /**
   * Channels do not say when they are done with their credentials: one set of files is read once.
   */
  private final Map<CredentialFiles, ChannelCredentials> made = new ConcurrentHashMap<>();

  /** Called by the ServiceLoader; starts nothing. */
  public GrpcpoolCredentialsProvider() {
    this(daemon());
  }

  /** The executor runs what reads files again. */
  GrpcpoolCredentialsProvider(ScheduledExecutorService reloads) {
    this.reloads = reloads;
  }

  private static ScheduledExecutorService daemon() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, "grpcpool-credentials");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  protected ChannelCredentials newChannelCredentials(Map<String, ?> config) {
    return made.computeIfAbsent(CredentialFiles.of(config), this::credentials);
  }

  private ChannelCredentials credentials(CredentialFiles files) {
    try {
      ChannelCredentials tls = tls(files);
      return files.token() == null
          ? tls
          : CompositeChannelCredentials.create(tls, new TokenFileCredentials(files.token()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "channel_creds " + NAME + ": " + files + " cannot be used: " + e.getMessage(), e);
    }
  }

  private ChannelCredentials tls(CredentialFiles files)
      throws IOException, GeneralSecurityException {
    SslContextBuilder tls = GrpcSslContexts.forClient();
    Path authority = files.certificateAuthority();
    if (authority != null) {
      AdvancedTlsX509TrustManager trust = AdvancedTlsX509TrustManager.newBuilder().build();
      follow(() -> trust.updateTrustCredentials(authority.toFile()), authority);
      tls.trustManager(trust);
    }
    Path certificate = files.certificate();
    Path privateKey = files.privateKey();
    if (certificate != null && privateKey != null) {
      AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
      follow(
          () -> show(ClientIdentity.read(certificate, privateKey), keys), certificate, privateKey);
      tls.keyManager(keys);
    }
    SslContext context = tls.build();
    // A session that is resumed would show the certificate of old.
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    }
    context.sessionContext().setSessionTimeout(1);
    return NettySslContextChannelCredentials.create(context);
  }

  private static void show(ClientIdentity identity, AdvancedTlsX509KeyManager keys) {
    keys.updateIdentityCredentials(
        identity.chain().toArray(X509Certificate[]::new), identity.key());
  }

  /** grpc-java's own reloading takes a minute at least, and longer periods alone. */
  private void follow(FollowedFiles.Loading loading, Path... files)
      throws IOException, GeneralSecurityException {
    FollowedFiles followed = new FollowedFiles(loading, files);
    followed.load();
    reloads.scheduleWithFixedDelay(
        followed::reload, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected String getName() {
    return NAME;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }
}
