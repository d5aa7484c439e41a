package io.grpcpool.policy;

/**
 * Immutable. One reason why a file is refused.
 *
 * @param source the file, as the caller names it
 * @param document the number of the document in the file, from 1; 0: the file as a whole
 * @param field the path of the field, such as {@code spec.tracks[1].wieght}; empty: the document
 * @param message what is wrong and what is allowed, with line and column where they are known
 */
public record ReadProblem(String source, int document, String field, String message) {

  /** The sentence that logs and commands show. */
  @Override
  public String toString() {
    String where = document > 1 ? source + " (document " + document + ")" : source;
    return field.isEmpty() ? where + ": " + message : where + ": " + field + ": " + message;
  }
}
