package io.grpcpool.operator.settings;

import java.util.List;

/** Immutable. What came of the texts: settings, or every reason why not. */
public sealed interface Resolution {

  /** All values are well formed. */
  record Resolved(Settings settings) implements Resolution {}

  /** At least one is not. */
  record Invalid(List<String> errors) implements Resolution {
    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
