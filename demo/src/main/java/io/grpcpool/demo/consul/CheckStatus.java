package io.grpcpool.demo.consul;

import java.util.Locale;

/** Immutable. The state of one check, as Consul names it. */
enum CheckStatus {
  PASSING,
  WARNING,
  CRITICAL;

  static CheckStatus of(String text) {
    for (CheckStatus status : values()) {
      if (status.text().equals(text)) {
        return status;
      }
    }
    throw new BadRequestException(
        "Invalid check status \"" + text + "\": passing, warning or critical");
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
