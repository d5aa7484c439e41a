package io.grpcpool.operator.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Immutable. What the process runs with after its file was read again: the new values of the
 * settings that act without a restart, the old ones of all others.
 *
 * @param effective what acts now
 * @param changed the names of the settings that are others now
 * @param restartNeeded the names of those whose new value waits for the next start
 */
public record SettingsReload(Settings effective, List<String> changed, List<String> restartNeeded) {

  private static final String SOURCES = SettingKey.PREFIX + "sources";

  public SettingsReload {
    changed = List.copyOf(changed);
    restartNeeded = List.copyOf(restartNeeded);
  }

  /** A process that has just started. */
  public static SettingsReload none(Settings atStart) {
    return new SettingsReload(atStart, List.of(), List.of());
  }

  /**
   * Takes what can act.
   *
   * @param running what acts until now
   * @param fresh what is written now, well formed as a whole
   */
  public static SettingsReload of(Settings running, Settings fresh) {
    Settings effective = running;
    List<String> changed = new ArrayList<>();
    List<String> restartNeeded = new ArrayList<>();
    for (SettingKey key : SettingKey.values()) {
      if (key.isLive()) {
        effective = effective.with(key, fresh);
      }
      if (!value(running, key).equals(value(fresh, key))) {
        (key.isLive() ? changed : restartNeeded).add(key.property());
      }
    }
    if (!running.sourceSettings().equals(fresh.sourceSettings())) {
      restartNeeded.add(SOURCES);
    }
    return new SettingsReload(effective, changed, restartNeeded);
  }

  private static Optional<String> value(Settings settings, SettingKey key) {
    return settings.find(key);
  }
}
