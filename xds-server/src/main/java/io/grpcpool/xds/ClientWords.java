package io.grpcpool.xds;

/**
 * Immutable. What a client says of itself, made fit for logs, status and terminals: anybody may
 * have written it.
 */
final class ClientWords {

  private ClientWords() {}

  /** At most {@code length} characters, each that controls a terminal or ends a line a blank. */
  static String plain(String text, int length) {
    StringBuilder plain = new StringBuilder(Math.min(text.length(), length));
    for (int i = 0; i < text.length() && i < length; i++) {
      char c = text.charAt(i);
      boolean controls = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
      plain.append(controls || isLineBreak(c) ? ' ' : c);
    }
    return plain.toString();
  }

  private static boolean isLineBreak(char c) {
    int type = Character.getType(c);
    return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
  }
}
