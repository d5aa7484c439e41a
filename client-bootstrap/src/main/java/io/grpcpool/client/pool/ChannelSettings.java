package io.grpcpool.client.pool;

import static io.grpcpool.wire.PoolPolicyFields.BOOTSTRAP_SECTION;
import static io.grpcpool.wire.PoolPolicyFields.CHANNEL;
import static io.grpcpool.wire.PoolPolicyFields.KEEP_ALIVE_TIME;
import static io.grpcpool.wire.PoolPolicyFields.KEEP_ALIVE_TIMEOUT;
import static io.grpcpool.wire.PoolPolicyFields.MAX_INBOUND_MESSAGE_SIZE;

import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What only the builder of a channel can set and xDS cannot push; from the process's own
 * section of the bootstrap. What is null stays as grpc-java has it.
 *
 * @param keepAliveTime how long a connection with calls may be silent before it is asked for a
 *     sign; servers of grpc-java close connections that ask more than once in five minutes, unless
 *     they permit it
 * @param keepAliveTimeout how long that sign may take before the connection counts as dead
 * @param maxInboundMessageSize bytes that one answer may have; a greater one fails its call with
 *     RESOURCE_EXHAUSTED
 */
public record ChannelSettings(
    @Nullable Duration keepAliveTime,
    @Nullable Duration keepAliveTimeout,
    @Nullable Integer maxInboundMessageSize) {

  // Outside of these grpc-java takes another value than it is given, and does not say so.
  private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(10);
  private static final Duration LONGEST_KEEP_ALIVE = Duration.ofDays(1);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  /**
   * Reads the object {@code channel} of the bootstrap's section.
   *
   * @throws IllegalArgumentException if a value cannot be used: its field, the value and what is
   *     allowed
   */
  public static ChannelSettings of(Map<String, ?> section) {
    List<String> problems = new ArrayList<>();
    JsonFields written = new JsonFields(BOOTSTRAP_SECTION + ".", section, problems).object(CHANNEL);
    ChannelSettings settings =
        new ChannelSettings(
            written.duration(KEEP_ALIVE_TIME, SHORTEST_KEEP_ALIVE, LONGEST_KEEP_ALIVE),
            written.duration(KEEP_ALIVE_TIMEOUT, SHORTEST_TIMEOUT, LONGEST_TIMEOUT),
            written.wholeNumber(MAX_INBOUND_MESSAGE_SIZE, 1, Integer.MAX_VALUE));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("bootstrap: " + String.join(", ", problems));
    }
    return settings;
  }

  /** Sets what is to be set. */
  public void applyTo(ManagedChannelBuilder<?> builder) {
    if (keepAliveTime != null) {
      builder.keepAliveTime(keepAliveTime.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (keepAliveTimeout != null) {
      builder.keepAliveTimeout(keepAliveTimeout.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (maxInboundMessageSize != null) {
      builder.maxInboundMessageSize(maxInboundMessageSize);
    }
  }
}
