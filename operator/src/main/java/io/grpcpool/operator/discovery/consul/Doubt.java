package io.grpcpool.operator.discovery.consul;

import java.util.Locale;

/**
 * Immutable. Why an answer, or the want of one, changes nothing.
 *
 * @param message one sentence without numbers that change from one time to the next, so that a
 *     lasting fault is one change of status
 */
record Doubt(Cause cause, String message) {

  /** The reasons as they stand in conditions and, in lower case, in metrics. */
  enum Cause {
    UNAVAILABLE("ConsulUnavailable"),
    DENIED("ConsulDenied"),
    BUSY("ConsulBusy"),
    ACL_FILTERED("ConsulAclFiltered"),
    STALE("ConsulStale"),
    EMPTY("ConsulEmpty"),
    CATALOG_LOST("ConsulCatalogLost"),
    INDEX_REGRESSED("ConsulIndexRegressed"),
    NONE_USABLE("ConsulNoneUsable");

    private final String reason;

    Cause(String reason) {
      this.reason = reason;
    }

    String metric() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For the detail of a view: the reason, then the sentence. */
  String detail() {
    return cause.reason + ": " + message;
  }
}
