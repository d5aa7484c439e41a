package io.grpcpool.operator.assembly;

import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.xds.AcknowledgementListener;
import io.grpcpool.xds.NameKnowledge;
import io.grpcpool.xds.XdsServer;
import io.grpcpool.xds.XdsServerBuilder;
import io.grpcpool.xds.admission.AdmissionLimits;
import io.grpcpool.xds.identity.ClientAuthentication;
import io.grpcpool.xds.identity.TokenAuthenticator;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Thread-safe: stateless. Makes the xDS server that the settings ask for. */
final class XdsAddresses {

  private XdsAddresses() {}

  static XdsServer server(
      Settings settings,
      MeterRegistry meters,
      NameKnowledge knowledge,
      AcknowledgementListener acknowledgements,
      @Nullable TokenAuthenticator tokens) {
    XdsServerBuilder builder =
        XdsServer.builder()
            .plaintext(address(settings, SettingKey.XDS_ADDRESS, SettingKey.XDS_PORT))
            .limits(limits(settings))
            .meters(meters)
            .knowledge(knowledge)
            .acknowledgementListener(acknowledgements);
    settings
        .path(SettingKey.XDS_TLS_CERT)
        .ifPresent(certificate -> withTls(builder, settings, certificate, tokens));
    return builder.build();
  }

  static AdmissionLimits limits(Settings settings) {
    return new AdmissionLimits(
        settings.count(SettingKey.XDS_MAX_NEW_STREAMS),
        settings.count(SettingKey.XDS_MAX_INITIAL_SYNCS),
        settings.count(SettingKey.XDS_MAX_REQUEST_BYTES),
        settings.count(SettingKey.XDS_MAX_METADATA_BYTES),
        settings.count(SettingKey.XDS_MAX_NAMES),
        settings.count(SettingKey.XDS_MAX_REQUESTS));
  }

  private static void withTls(
      XdsServerBuilder builder,
      Settings settings,
      Path certificate,
      @Nullable TokenAuthenticator tokens) {
    builder
        .tls(
            address(settings, SettingKey.XDS_TLS_ADDRESS, SettingKey.XDS_TLS_PORT),
            certificate,
            Path.of(settings.text(SettingKey.XDS_TLS_KEY)))
        .authentication(
            new ClientAuthentication(
                settings.path(SettingKey.XDS_TLS_CLIENT_CA).orElse(null),
                tokens,
                settings.duration(SettingKey.XDS_MAX_STREAM_AGE)));
  }

  private static InetSocketAddress address(Settings settings, SettingKey host, SettingKey port) {
    return new InetSocketAddress(settings.text(host), settings.port(port));
  }
}
