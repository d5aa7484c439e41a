package io.grpcpool.operator.settings;

/** Immutable. One effective value and where it came from. */
public record Setting(String name, String value, Source source) {

  /** Where a value came from, strongest first. */
  public enum Source {
    FLAG("flag"),
    SYSTEM_PROPERTY("system property"),
    ENVIRONMENT("environment"),
    FILE("file"),
    DEFAULT("default");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    /** As users read it in {@code /stats}. */
    public String text() {
      return text;
    }
  }
}
