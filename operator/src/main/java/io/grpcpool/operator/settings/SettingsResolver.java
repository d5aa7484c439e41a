package io.grpcpool.operator.settings;

import io.grpcpool.operator.settings.Setting.Source;
import io.grpcpool.policy.PolicyDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe: stateless. Picks each value from the strongest source that has it: flag, system
 * property, environment, file, default.
 */
public final class SettingsResolver {

  private static final String SOURCES = SettingKey.PREFIX + "sources.";

  private SettingsResolver() {}

  /** All errors are collected, so that a user sees them at once. */
  public static Resolution resolve(SettingsInput input) {
    List<String> errors = new ArrayList<>();
    Map<SettingKey, Setting> values = new EnumMap<>(SettingKey.class);
    for (SettingKey key : SettingKey.values()) {
      pick(key, input).ifPresent(setting -> values.put(key, setting));
    }
    values.forEach((key, setting) -> check(key, setting).ifPresent(errors::add));
    checkFileKeys(input.file(), errors);
    checkTogether(values, errors);
    return errors.isEmpty()
        ? new Resolution.Resolved(new Settings(values, sourceSettings(input)))
        : new Resolution.Invalid(errors);
  }

  private static Optional<Setting> pick(SettingKey key, SettingsInput input) {
    return setting(key, input.flags().get(key), Source.FLAG)
        .or(() -> setting(key, input.properties().get(key.property()), Source.SYSTEM_PROPERTY))
        .or(() -> setting(key, fromEnvironment(key, input), Source.ENVIRONMENT))
        .or(() -> setting(key, input.file().get(key.property()), Source.FILE))
        .or(() -> setting(key, key.defaultValue(), Source.DEFAULT));
  }

  private static @Nullable String fromEnvironment(SettingKey key, SettingsInput input) {
    return key.environmentVariables().stream()
        .map(input.environment()::get)
        .filter(value -> value != null && !value.isBlank())
        .findFirst()
        .orElse(null);
  }

  private static Optional<Setting> setting(SettingKey key, @Nullable String value, Source source) {
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(new Setting(key.property(), value.strip(), source));
  }

  private static Optional<String> check(SettingKey key, Setting setting) {
    if (key.isPort() && !isPort(setting.value())) {
      return Optional.of(problem(setting, "a port from 0 to 65535"));
    }
    if (key.isCount() && !isCount(setting.value())) {
      return Optional.of(problem(setting, "a number from 1 to " + Settings.MAX_COUNT));
    }
    if (key.isDuration() && !isDuration(setting.value())) {
      return Optional.of(problem(setting, "1s to 24h, such as 30m"));
    }
    List<String> allowed = key.allowed();
    return allowed.isEmpty() || allowed.contains(setting.value())
        ? Optional.empty()
        : Optional.of(problem(setting, "one of " + String.join(", ", allowed)));
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
  }

  private static boolean isDuration(String text) {
    return PolicyDuration.parse(text)
        .filter(duration -> duration.compareTo(Duration.ofSeconds(1)) >= 0)
        .filter(duration -> duration.compareTo(Duration.ofHours(24)) <= 0)
        .isPresent();
  }

  private static boolean isCount(String text) {
    return text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= Settings.MAX_COUNT;
  }

  private static String problem(Setting setting, String allowed) {
    return "%s is \"%s\" (from %s); allowed: %s"
        .formatted(setting.name(), setting.value(), setting.source().text(), allowed);
  }

  private static void checkFileKeys(Map<String, String> file, List<String> errors) {
    file.keySet().stream()
        .filter(name -> SettingKey.ofProperty(name).isEmpty() && !name.startsWith(SOURCES))
        .sorted()
        .map(name -> name + " in the settings file is not a setting")
        .forEach(errors::add);
  }

  private static void checkTogether(Map<SettingKey, Setting> values, List<String> errors) {
    boolean certificate = values.containsKey(SettingKey.XDS_TLS_CERT);
    if (certificate != values.containsKey(SettingKey.XDS_TLS_KEY)) {
      errors.add("grpcpool.xds.tls.cert and grpcpool.xds.tls.key are given together or not at all");
    }
    errors.addAll(PeerRules.check(values));
    errors.addAll(NamespaceRules.check(value(values, SettingKey.NAMESPACES)));
    boolean tokens = "kubernetes".equals(value(values, SettingKey.XDS_TOKENS));
    if (!certificate && (tokens || values.containsKey(SettingKey.XDS_TLS_CLIENT_CA))) {
      errors.add(
          "grpcpool.xds.tls.client.ca and grpcpool.xds.tokens are for the TLS port: they need"
              + " grpcpool.xds.tls.cert");
    }
    if (tokens && values.containsKey(SettingKey.POLICIES)) {
      errors.add(
          "grpcpool.xds.tokens is \"kubernetes\", which the operator alone can check; allowed with"
              + " grpcpool.policies: none");
    }
  }

  private static @Nullable String value(Map<SettingKey, Setting> values, SettingKey key) {
    Setting setting = values.get(key);
    return setting == null ? null : setting.value();
  }

  private static SortedMap<String, String> sourceSettings(SettingsInput input) {
    SortedMap<String, String> found = new TreeMap<>();
    addSourceSettings(input.file(), found);
    addSourceSettings(input.properties(), found);
    return found;
  }

  private static void addSourceSettings(Map<String, String> from, SortedMap<String, String> to) {
    from.forEach(
        (name, value) -> {
          if (name.startsWith(SOURCES)) {
            to.put(name.substring(SOURCES.length()), value);
          }
        });
  }
}
