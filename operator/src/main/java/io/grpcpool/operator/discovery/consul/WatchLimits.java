package io.grpcpool.operator.discovery.consul;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Times and bounds of a watch.
 *
 * @param pollWait what a blocking query asks for; Consul adds up to a sixteenth. 60 s frees the
 *     slot of an abandoned query sooner than Consul's default of five minutes
 * @param readTimeout for reads that do not block; above the 7 s for which a server holds a request
 *     while it waits for a leader
 * @param maxContact answers of servers that heard from their leader longer ago are stale
 * @param probeInterval between the plain reads that tell whether streaming answers are still true
 * @param polls long polls open at once; further services are read in turn. Consul refuses above
 *     {@code http_max_conns_per_client}, 200 by default, per client address
 * @param maxBodyBytes the largest answer, before and after decompression
 * @param regressionHoldDown how long an instance that went missing together with a catalogue whose
 *     index went back is kept
 * @param catalogLossLimit how long a service that vanished with its catalogue is kept; null: until
 *     services return
 */
public record WatchLimits(
    Duration pollWait,
    Duration readTimeout,
    Duration maxContact,
    Duration probeInterval,
    int polls,
    int maxBodyBytes,
    Duration regressionHoldDown,
    @Nullable Duration catalogLossLimit) {

  /** 60 s, 12 s, 10 s, 15 s, 100 polls, 64 MiB, 2 min, no limit. */
  public static WatchLimits defaults() {
    return new WatchLimits(
        Duration.ofSeconds(60),
        Duration.ofSeconds(12),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        100,
        64 << 20,
        Duration.ofMinutes(2),
        null);
  }

  public WatchLimits {
    if (pollWait.isNegative() || pollWait.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("pollWait: " + pollWait + " is not within 0s and 10m");
    }
    if (polls < 0) {
      throw new IllegalArgumentException("polls: " + polls + " is below 0");
    }
  }

  /** The server may add a sixteenth of the wait; the client must never be the first to give up. */
  Duration pollTimeout() {
    return pollWait.multipliedBy(17).dividedBy(16).plusSeconds(10);
  }

  /** The same limits with another number of long polls. */
  public WatchLimits withPolls(int other) {
    return new WatchLimits(
        pollWait,
        readTimeout,
        maxContact,
        probeInterval,
        other,
        maxBodyBytes,
        regressionHoldDown,
        catalogLossLimit);
  }

  /** The same limits with another wait and another time-out of plain reads. */
  public WatchLimits withTimes(Duration otherWait, Duration otherReadTimeout) {
    return new WatchLimits(
        otherWait,
        otherReadTimeout,
        maxContact,
        probeInterval,
        polls,
        maxBodyBytes,
        regressionHoldDown,
        catalogLossLimit);
  }

  /** The same limits with another interval of probes. */
  public WatchLimits withProbeInterval(Duration other) {
    return new WatchLimits(
        pollWait,
        readTimeout,
        maxContact,
        other,
        polls,
        maxBodyBytes,
        regressionHoldDown,
        catalogLossLimit);
  }

  /** The same limits with another bound of an answer's size. */
  public WatchLimits withMaxBodyBytes(int other) {
    return new WatchLimits(
        pollWait,
        readTimeout,
        maxContact,
        probeInterval,
        polls,
        other,
        regressionHoldDown,
        catalogLossLimit);
  }
}
