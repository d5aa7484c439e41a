package io.grpcpool.bench;

/**
 * Immutable. One line of the table that a benchmark prints.
 *
 * @param what what was measured, in which mode, over how many repetitions
 * @param result the figures, with their unit
 * @param aim the aim that the figures are held against
 */
record Row(String what, String result, String aim) {
  String markdown() {
    return "| " + what + " | " + result + " | " + aim + " |";
  }
}
