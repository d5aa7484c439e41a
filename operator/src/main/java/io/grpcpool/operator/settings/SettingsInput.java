package io.grpcpool.operator.settings;

import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Immutable. The raw texts that settings are resolved from.
 *
 * @param flags by the flag's name without dashes
 * @param properties system properties
 * @param environment environment variables
 * @param file by property name; empty where there is no file
 */
public record SettingsInput(
    Map<SettingKey, String> flags,
    Map<String, String> properties,
    Map<String, String> environment,
    Map<String, String> file) {

  public SettingsInput {
    flags = Map.copyOf(flags);
    properties = Map.copyOf(properties);
    environment = Map.copyOf(environment);
    file = Map.copyOf(file);
  }

  /** The same process with a newly read file. */
  public SettingsInput withFile(Map<String, String> content) {
    return new SettingsInput(flags, properties, environment, content);
  }

  /** The text entries of a property set. */
  public static Map<String, String> entries(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
  }
}
