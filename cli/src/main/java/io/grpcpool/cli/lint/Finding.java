package io.grpcpool.cli.lint;

/**
 * Immutable. One thing about a policy file.
 *
 * @param file the file
 * @param severity whether the policy would be refused, or is allowed and probably not meant; or
 *     neither
 * @param policy {@code namespace/name}; empty if it is about the file
 * @param message what it is, with the field, the value and what is allowed
 */
public record Finding(String file, Severity severity, String policy, String message) {
  /** How bad it is. */
  public enum Severity {
    /** The control plane would refuse it. */
    ERROR,
    /** The control plane would take it. */
    WARNING,
    /** It is not about a policy. */
    NOTE
  }

  static Finding error(String file, String policy, String message) {
    return new Finding(file, Severity.ERROR, policy, message);
  }

  static Finding note(String file, String message) {
    return new Finding(file, Severity.NOTE, "", message);
  }

  static Finding warning(String file, String policy, String message) {
    return new Finding(file, Severity.WARNING, policy, message);
  }
}
