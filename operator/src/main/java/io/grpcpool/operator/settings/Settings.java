package io.grpcpool.operator.settings;

import io.grpcpool.policy.PolicyDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Immutable. The effective settings, already known to be well formed.
 *
 * @param sourceSettings keys below {@code grpcpool.sources.}, without that prefix
 */
public record Settings(Map<SettingKey, Setting> values, SortedMap<String, String> sourceSettings) {

  /** The largest number of a setting that counts something. */
  static final int MAX_COUNT = 100_000_000;

  public Settings {
    values = Map.copyOf(values);
    sourceSettings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(sourceSettings));
  }

  /** Where the process takes its policies from. */
  public enum Mode {
    STANDALONE,
    OPERATOR;

    /** As the ready line and {@code /stats} have it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A folder of policies makes the process standalone; without one it is the operator. */
  public Mode mode() {
    return find(SettingKey.POLICIES).isPresent() ? Mode.STANDALONE : Mode.OPERATOR;
  }

  /** The value of a setting that may be absent. */
  public Optional<String> find(SettingKey key) {
    return Optional.ofNullable(values.get(key)).map(Setting::value);
  }

  /** The value of a setting that has a default. */
  public String text(SettingKey key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key + " is not set"));
  }

  /** A port, 0 to 65535. */
  public int port(SettingKey key) {
    return Integer.parseInt(text(key));
  }

  /** A number, 1 to 100,000,000. */
  public int count(SettingKey key) {
    return Integer.parseInt(text(key));
  }

  /** A time, 1 s to 24 h. */
  public Duration duration(SettingKey key) {
    return PolicyDuration.of(text(key));
  }

  /** A file or folder, if it is set. */
  public Optional<Path> path(SettingKey key) {
    return find(key).map(Path::of);
  }

  /** Whether a switch is on. */
  public boolean isOn(SettingKey key) {
    return Boolean.parseBoolean(text(key));
  }

  /** A comma-separated list; empty where it is not set. */
  public List<String> list(SettingKey key) {
    return find(key).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** What an endpoint source of this kind is told: the keys below its own name. */
  public Map<String, String> ofSource(String kind) {
    String prefix = kind + ".";
    return sourceSettings.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  /** The same settings with one taken from others. */
  public Settings with(SettingKey key, Settings others) {
    Map<SettingKey, Setting> changed = new EnumMap<>(values);
    Optional.ofNullable(others.values.get(key))
        .ifPresentOrElse(setting -> changed.put(key, setting), () -> changed.remove(key));
    return new Settings(changed, sourceSettings);
  }

  /** In the order of {@link SettingKey}, those that have a value. */
  public List<Setting> inOrder() {
    return Arrays.stream(SettingKey.values()).filter(values::containsKey).map(values::get).toList();
  }
}
