package io.grpcpool.operator.audit;

import java.util.Locale;

/**
 * Thread-safe: stateless. A decision as one line of text. What others wrote, such as the name of a
 * field manager, cannot end a value or the line: quotation marks and backslashes stand behind a
 * backslash, control characters as Java writes them.
 */
final class AuditLine {

  private AuditLine() {}

  static String of(AuditEntry entry) {
    return "policy=%s generation=%d who=%s action=%s old=%s new=%s outcome=%s"
        .formatted(
            entry.policy(),
            entry.generation(),
            quoted(entry.who()),
            entry.action().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            quoted(entry.oldWeights()),
            quoted(entry.newWeights()),
            quoted(entry.outcome()));
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    value.chars().forEach(c -> append((char) c, text));
    return text.append('"').toString();
  }

  private static void append(char c, StringBuilder text) {
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c == '\n') {
      text.append("\\n");
    } else if (Character.isISOControl(c) || isLineEnd(c)) {
      text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }

  /** Those that are no control characters (Unicode, LINE SEPARATOR and PARAGRAPH SEPARATOR). */
  private static boolean isLineEnd(char c) {
    return c == 0x2028 || c == 0x2029;
  }
}
