package io.grpcpool.operator.runtime;

import io.grpcpool.operator.settings.Resolution;
import io.grpcpool.operator.settings.Resolution.Invalid;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import io.grpcpool.operator.settings.SettingsReload;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe: swapped by one volatile write. The settings as the file has them now. A file that
 * has become wrong changes nothing; what acts only at a start is kept until then.
 */
final class LiveSettings {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LiveSettings.class);
  private static final long LOOK_SECONDS = 2;
  // Held: the logging framework forgets the level of a logger that nobody refers to.
  private static final Logger OURS = Logger.getLogger("io.grpcpool");

  private final Supplier<Resolution> resolve;
  private final ScheduledExecutorService scheduler;
  private volatile SettingsReload last;
  private List<String> errors = List.of();

  LiveSettings(Supplier<Resolution> resolve, Settings atStart, ScheduledExecutorService scheduler) {
    this.resolve = resolve;
    this.scheduler = scheduler;
    this.last = SettingsReload.none(atStart);
    applyLogLevel(atStart);
  }

  Settings current() {
    return last.effective();
  }

  /** What acts now, and what waits for the next start. */
  SettingsReload last() {
    return last;
  }

  /**
   * Looks at the file now and then, if there is one.
   *
   * @param changed told of what acts from now on
   */
  void watchFile(Consumer<Settings> changed) {
    if (current().path(SettingKey.CONFIG).isPresent()) {
      scheduler.scheduleWithFixedDelay(
          () -> reload(changed), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }
  }

  void reload(Consumer<Settings> changed) {
    Resolution resolution = resolve.get();
    if (resolution instanceof Invalid invalid) {
      if (!invalid.errors().equals(errors)) {
        LOG.warn("settings file refused, the old settings hold: {}", invalid.errors());
      }
      errors = invalid.errors();
    } else if (resolution instanceof Resolved resolved) {
      errors = List.of();
      take(SettingsReload.of(current(), resolved.settings()), changed);
    }
  }

  private void take(SettingsReload reload, Consumer<Settings> changed) {
    boolean news = !reload.restartNeeded().equals(last.restartNeeded());
    if (news && !reload.restartNeeded().isEmpty()) {
      LOG.warn("settings file changed: {} act at the next start only", reload.restartNeeded());
    }
    last = reload;
    if (!reload.changed().isEmpty()) {
      LOG.info("settings file changed: {} act now", reload.changed());
      applyLogLevel(reload.effective());
      changed.accept(reload.effective());
    }
  }

  private static void applyLogLevel(Settings settings) {
    OURS.setLevel(
        switch (settings.text(SettingKey.LOG_LEVEL)) {
          case "error" -> Level.SEVERE;
          case "warn" -> Level.WARNING;
          case "debug" -> Level.FINE;
          default -> Level.INFO;
        });
  }
}
