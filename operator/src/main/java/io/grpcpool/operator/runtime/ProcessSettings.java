package io.grpcpool.operator.runtime;

import io.grpcpool.operator.settings.CommandLine.Flags;
import io.grpcpool.operator.settings.Resolution;
import io.grpcpool.operator.settings.Resolution.Invalid;
import io.grpcpool.operator.settings.Resolution.Resolved;
import io.grpcpool.operator.settings.SettingKey;
import io.grpcpool.operator.settings.SettingsFile;
import io.grpcpool.operator.settings.SettingsInput;
import io.grpcpool.operator.settings.SettingsResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thread-safe: stateless. Reads the settings of this process, its file included. */
final class ProcessSettings {

  private ProcessSettings() {}

  /** Reads everything anew; what is wrong is an answer, not an exception. */
  static Resolution resolve(Flags flags) {
    SettingsInput input =
        new SettingsInput(
            flags.values(),
            SettingsInput.entries(System.getProperties()),
            System.getenv(),
            Map.of());
    Optional<Path> file =
        SettingsResolver.resolve(input) instanceof Resolved first
            ? first.settings().path(SettingKey.CONFIG)
            : Optional.empty();
    if (file.isEmpty()) {
      return SettingsResolver.resolve(input);
    }
    try {
      return SettingsResolver.resolve(input.withFile(SettingsFile.read(file.get())));
    } catch (IOException e) {
      return new Invalid(List.of("the settings file cannot be read: " + e));
    }
  }
}
