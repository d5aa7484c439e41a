package io.grpcpool.demo.measure;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.Optional;

/**
 * Immutable. A report as one line of JSON: the language between the client process and the demo.
 */
public final class LoadReportJson {
  private static final Gson GSON = new Gson();

  private LoadReportJson() {}

  /** Writes a report without a line break. */
  public static String write(LoadReport report) {
    return GSON.toJson(report);
  }

  /** Reads a line; empty if it is something else than a report, such as a line of a log. */
  public static Optional<LoadReport> read(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(GSON.fromJson(line, LoadReport.class));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }
}
