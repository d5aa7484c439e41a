package io.grpcpool.operator.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpcpool.operator.settings.Resolution.Invalid;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.Setting.Source;
import io.grpcpool.operator.settings.Settings.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flag, then system property, then environment, then file, then default. */
class SettingsResolverTest {

  private static final Map<SettingKey, String> FLAG = Map.of(SettingKey.XDS_PORT, "1");
  private static final Map<String, String> PROPERTY = Map.of("grpcpool.xds.port", "2");
  private static final Map<String, String> VARIABLE = Map.of("GRPCPOOL_XDS_PORT", "3");
  private static final Map<String, String> FILE = Map.of("grpcpool.xds.port", "4");

  private static Settings resolved(SettingsInput input) {
    return ((Resolved) SettingsResolver.resolve(input)).settings();
  }

  private static Setting xdsPort(SettingsInput input) {
    return resolved(input).values().get(SettingKey.XDS_PORT);
  }

  @Test
  void theFlagGoesBeforeAllElse() {
    assertThat(xdsPort(new SettingsInput(FLAG, PROPERTY, VARIABLE, FILE)))
        .isEqualTo(new Setting("grpcpool.xds.port", "1", Source.FLAG));
  }

  @Test
  void theSystemPropertyGoesBeforeTheEnvironment() {
    assertThat(xdsPort(new SettingsInput(Map.of(), PROPERTY, VARIABLE, FILE)))
        .isEqualTo(new Setting("grpcpool.xds.port", "2", Source.SYSTEM_PROPERTY));
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() {
    assertThat(xdsPort(new SettingsInput(Map.of(), Map.of(), VARIABLE, FILE)))
        .isEqualTo(new Setting("grpcpool.xds.port", "3", Source.ENVIRONMENT));
  }

  @Test
  void theFileGoesBeforeTheDefault() {
    assertThat(xdsPort(new SettingsInput(Map.of(), Map.of(), Map.of(), FILE)))
        .isEqualTo(new Setting("grpcpool.xds.port", "4", Source.FILE));
  }

  @Test
  void theDefaultHoldsWhereNobodySaysAnything() {
    assertThat(xdsPort(new SettingsInput(Map.of(), Map.of(), Map.of(), Map.of())))
        .isEqualTo(new Setting("grpcpool.xds.port", "15010", Source.DEFAULT));
  }

  @Test
  void consulsOwnVariableNamesTheAgent() {
    Map<String, String> environment = Map.of("CONSUL_HTTP_ADDR", "consul:8500");

    Settings settings = resolved(new SettingsInput(Map.of(), Map.of(), environment, Map.of()));

    assertThat(settings.text(SettingKey.CONSUL_ADDR)).isEqualTo("consul:8500");
  }

  @Test
  void aFolderOfPoliciesMakesItStandalone() {
    SettingsInput with =
        new SettingsInput(Map.of(SettingKey.POLICIES, "dir"), Map.of(), Map.of(), Map.of());
    SettingsInput without = new SettingsInput(Map.of(), Map.of(), Map.of(), Map.of());

    assertThat(resolved(with).mode()).isEqualTo(Mode.STANDALONE);
    assertThat(resolved(without).mode()).isEqualTo(Mode.OPERATOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "http", "1e3"})
  void refusesAPortThatIsNone(String port) {
    Map<SettingKey, String> flags = Map.of(SettingKey.HTTP_PORT, port);

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors())
        .containsExactly(
            "grpcpool.http.port is \"" + port + "\" (from flag); allowed: a port from 0 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "100000001", "99999999999"})
  void refusesACountThatIsNone(String count) {
    Map<SettingKey, String> flags = Map.of(SettingKey.XDS_MAX_NAMES, count);

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors())
        .containsExactly(
            "grpcpool.xds.max.names is \""
                + count
                + "\" (from flag); allowed: a number from 1 to 100000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "shop/", "JOSDK_WATCH_CURRENT,shop", "JOSDK_ALL_NAMESPACES"})
  void refusesANamespaceThatIsNone(String namespaces) {
    Map<SettingKey, String> flags = Map.of(SettingKey.NAMESPACES, namespaces);

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors())
        .singleElement()
        .asString()
        .contains("grpcpool.namespaces", "allowed: names of namespaces");
  }

  @ParameterizedTest
  @CsvSource({"LOG_FORMAT,xml", "LOG_LEVEL,loud", "BARE_NAMES,maybe"})
  void refusesAValueThatIsNotAmongTheAllowed(SettingKey key, String value) {
    Resolution resolution =
        SettingsResolver.resolve(
            new SettingsInput(Map.of(key, value), Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors())
        .singleElement()
        .asString()
        .contains(key.property(), value, "allowed: one of");
  }

  @Test
  void refusesAnUnknownKeyInTheFile() {
    Map<String, String> file = Map.of("grpcpool.xds.prot", "1");

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(Map.of(), Map.of(), Map.of(), file));

    assertThat(((Invalid) resolution).errors())
        .containsExactly("grpcpool.xds.prot in the settings file is not a setting");
  }

  @Test
  void refusesACertificateWithoutItsKey() {
    Map<SettingKey, String> flags = Map.of(SettingKey.XDS_TLS_CERT, "tls.crt");

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors()).singleElement().asString().contains("together");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "999ms", "25h", "30", "long"})
  void refusesATimeThatIsNoneOrTooShortOrTooLong(String time) {
    Map<SettingKey, String> flags = Map.of(SettingKey.XDS_MAX_STREAM_AGE, time);

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors())
        .containsExactly(
            "grpcpool.xds.max.stream.age is \""
                + time
                + "\" (from flag); allowed: 1s to 24h, such as 30m");
  }

  @Test
  void refusesIdentityWithoutTheTlsPort() {
    Map<SettingKey, String> flags = Map.of(SettingKey.XDS_TLS_CLIENT_CA, "ca.crt");

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors())
        .singleElement()
        .asString()
        .contains("grpcpool.xds.tls.client.ca", "need grpcpool.xds.tls.cert");
  }

  @Test
  void refusesTokensOfKubernetesWithoutKubernetes() {
    Map<SettingKey, String> flags =
        Map.of(
            SettingKey.POLICIES, "dir",
            SettingKey.XDS_TLS_CERT, "tls.crt",
            SettingKey.XDS_TLS_KEY, "tls.key",
            SettingKey.XDS_TOKENS, "kubernetes");

    Resolution resolution =
        SettingsResolver.resolve(new SettingsInput(flags, Map.of(), Map.of(), Map.of()));

    assertThat(((Invalid) resolution).errors())
        .singleElement()
        .asString()
        .contains("grpcpool.xds.tokens", "the operator alone");
  }

  @Test
  void handsASourceItsOwnKeys() {
    Map<String, String> file =
        Map.of("grpcpool.sources.text.folder", "/srv", "grpcpool.sources.other.x", "y");

    Settings settings = resolved(new SettingsInput(Map.of(), Map.of(), Map.of(), file));

    assertThat(settings.ofSource("text")).containsExactly(Map.entry("folder", "/srv"));
  }
}
