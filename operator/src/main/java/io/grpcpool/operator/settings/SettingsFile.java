package io.grpcpool.operator.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Thread-safe: stateless. Reads the {@code key=value} file of {@code --config}. */
public final class SettingsFile {

  private static final long MAX_BYTES = 1 << 20;

  private SettingsFile() {}

  /**
   * Reads the whole file.
   *
   * @throws IOException when it cannot be read, is larger than 1 MiB or has a broken escape
   */
  public static Map<String, String> read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new IOException("%s has %d bytes; allowed: %d".formatted(file, size, MAX_BYTES));
    }
    Properties content = new Properties();
    try {
      content.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException brokenEscape) {
      throw new IOException(file + ": " + brokenEscape.getMessage(), brokenEscape);
    }
    return SettingsInput.entries(content);
  }
}
