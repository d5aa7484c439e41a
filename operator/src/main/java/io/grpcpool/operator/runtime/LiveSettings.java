package io.grpcpool.operator.runtime;

import io.grpcpool.operator.settings.CommandLine.Flags;
import io.grpcpool.operator.settings.Resolution;
import io.grpcpool.operator.settings.Resolution.Invalid;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.Settings;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private volatile Settings current;
  private List<String> errors = List.of();

  LiveSettings(Flags flags, Settings atStart, ScheduledExecutorService scheduler) {
    this.resolve = () -> ProcessSettings.resolve(flags);
    this.scheduler = scheduler;
    this.current = atStart;
    applyLogLevel(atStart);
  }

  Settings current() {
    return current;
  }

  /** Looks at the file now and then, if there is one. */
  void watchFile() {
    if (current.path(SettingKey.CONFIG).isPresent()) {
      scheduler.scheduleWithFixedDelay(this::reload, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void reload() {
    Resolution resolution = resolve.get();
    if (resolution instanceof Invalid invalid) {
      if (!invalid.errors().equals(errors)) {
        LOG.warn("settings file refused, the old settings hold: {}", invalid.errors());
      }
      errors = invalid.errors();
    } else if (resolution instanceof Resolved resolved) {
      errors = List.of();
      take(resolved.settings());
    }
  }

  private void take(Settings fresh) {
    if (fresh.equals(current)) {
      return;
    }
    Settings effective = current.with(SettingKey.LOG_LEVEL, fresh);
    if (!effective.equals(fresh)) {
      LOG.warn("settings file changed: all but grpcpool.log.level acts at the next start only");
    }
    current = effective;
    applyLogLevel(effective);
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
