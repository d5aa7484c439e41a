package io.grpcpool.planner.lint;

/**
 * Immutable. Something that is allowed and probably not meant.
 *
 * @param field its path in the document
 */
public record Warning(String field, String message) {

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
