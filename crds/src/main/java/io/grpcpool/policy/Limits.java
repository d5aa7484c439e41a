package io.grpcpool.policy;

import java.time.Duration;

/** Stateless. The bounds of a policy, in one place: the CRD repeats them and a test compares. */
final class Limits {

  static final int ALIASES = 16;
  static final int CONSUMERS = 64;
  static final int CONSUMER = 512;
  static final int TRACKS = 8;
  static final int MATCHES = 16;
  static final int WEIGHT = 1_000_000;
  static final int SELECTOR_KEYS = 8;

  /** A prefix of 253, a slash and a name of 63, as Kubernetes' label keys. */
  static final int LABEL_KEY = 317;

  /** As Consul's Meta values; Kubernetes' labels have 63. */
  static final int LABEL_VALUE = 512;

  static final int DATACENTERS = 16;
  static final int TAGS = 16;
  static final int TAG = 255;
  static final int STATIC_ENDPOINTS = 10_000;
  static final int LABELS = 64;
  static final int ZONE = 63;
  static final int PARAMETERS = 64;
  static final int PARAMETER = 1_024;
  static final int CONNECTIONS = 100;
  static final int WAITING = 1_000_000;
  static final int ATTEMPTS = 5;
  static final int METHODS = 32;

  static final int REQUEST_VOLUME = 1_000_000;
  static final int PROBES = 1_000;
  static final int HEALTH_SERVICE = 256;
  static final int RATE = 1_000_000;

  static final Duration SHORTEST = Duration.ofMillis(1);
  static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
  static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);
  static final Duration LONGEST_HOLD = Duration.ofHours(24);
  static final Duration LONGEST_CALL = Duration.ofHours(24);
  static final Duration LONGEST_BACKOFF = Duration.ofMinutes(6);
  static final Duration LONGEST_MAX_BACKOFF = Duration.ofHours(1);

  static final Duration LONGEST_CONNECT = Duration.ofMinutes(10);
  static final Duration LONGEST_SLOW_START = Duration.ofHours(1);
  static final Duration SHORTEST_AGE = Duration.ofSeconds(1);

  /** grpc-java takes 30 days and more as "never". */
  static final Duration LONGEST_IDLE = Duration.ofHours(719);

  private Limits() {}
}
