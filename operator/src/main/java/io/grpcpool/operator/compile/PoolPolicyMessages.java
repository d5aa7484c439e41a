package io.grpcpool.operator.compile;

import static com.google.protobuf.util.Values.of;

import com.github.xds.type.v3.TypedStruct;
import com.google.protobuf.Struct;
import com.google.protobuf.util.Durations;
import io.grpcpool.planner.route.PoolView;
import io.grpcpool.planner.route.ProtectionView;
import io.grpcpool.wire.PoolPolicyFields;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The configuration of the pool policy, as {@link PoolPolicyFields} describes it: what
 * the policy says and nothing else, so that a client's bootstrap holds where it is silent. A struct
 * keeps its fields in the order in which they are put here, so its bytes are the same everywhere.
 */
final class PoolPolicyMessages {

  private PoolPolicyMessages() {}

  static TypedStruct policy(PoolView pool, ProtectionView protection) {
    Struct.Builder settings = Struct.newBuilder();
    if (pool.connections() != null) {
      settings.putFields(
          PoolPolicyFields.CONNECTIONS_PER_ENDPOINT, of(connections(pool.connections())));
    }
    PoolView.Upkeep upkeep = pool.upkeep();
    if (upkeep.maxIdle() != null) {
      settings.putFields(PoolPolicyFields.MAX_IDLE, of(upkeep.maxIdle()));
    }
    put(settings, PoolPolicyFields.IDLE_TIMEOUT, upkeep.idleTimeout());
    put(settings, PoolPolicyFields.SHRINK_AFTER, upkeep.shrinkAfter());
    put(settings, PoolPolicyFields.MAX_CONNECTION_AGE, upkeep.maxConnectionAge());
    put(settings, PoolPolicyFields.CONNECT_TIMEOUT, upkeep.connectTimeout());
    PoolView.Beginning beginning = pool.beginning();
    if (beginning.warmUp() != null) {
      settings.putFields(PoolPolicyFields.WARM_UP, of(beginning.warmUp()));
    }
    put(settings, PoolPolicyFields.SLOW_START, beginning.slowStart());
    Struct balancing = BalancingMessages.forThePool(pool.balancing());
    if (balancing != null) {
      settings.putFields(PoolPolicyFields.LOAD_BALANCING, of(balancing));
    }
    PoolView.Waiting waiting = pool.waiting();
    put(settings, PoolPolicyFields.ACQUIRE_TIMEOUT, waiting.acquireTimeout());
    if (waiting.maxWaiting() != null) {
      settings.putFields(PoolPolicyFields.MAX_WAITING, of(waiting.maxWaiting()));
    }
    if (protection.circuit() != null) {
      settings.putFields(PoolPolicyFields.CIRCUIT, of(circuit(protection.circuit())));
    }
    if (protection.rate() != null) {
      settings.putFields(PoolPolicyFields.RATE_LIMIT, of(rate(protection.rate())));
    }
    if (protection.healthService() != null) {
      settings.putFields(
          PoolPolicyFields.HEALTH_CHECK,
          of(
              Struct.newBuilder()
                  .putFields(PoolPolicyFields.SERVICE, of(protection.healthService()))
                  .build()));
    }
    if (protection.failWhenFull() != null) {
      settings.putFields(PoolPolicyFields.FAIL_WHEN_FULL, of(protection.failWhenFull()));
    }
    return TypedStruct.newBuilder()
        .setTypeUrl(PoolPolicyFields.TYPE_URL)
        .setValue(settings)
        .build();
  }

  private static Struct connections(PoolView.Connections connections) {
    return Struct.newBuilder()
        .putFields(PoolPolicyFields.INITIAL, of(connections.initial()))
        .putFields(PoolPolicyFields.MIN, of(connections.min()))
        .putFields(PoolPolicyFields.MAX, of(connections.max()))
        .build();
  }

  private static Struct circuit(ProtectionView.Circuit circuit) {
    return Struct.newBuilder()
        .putFields(PoolPolicyFields.ERROR_PERCENT, of(circuit.errorPercent()))
        .putFields(PoolPolicyFields.MIN_REQUESTS, of(circuit.minRequests()))
        .putFields(PoolPolicyFields.WINDOW, of(text(circuit.window())))
        .putFields(PoolPolicyFields.OPEN_FOR, of(text(circuit.openFor())))
        .putFields(PoolPolicyFields.PROBES, of(circuit.probes()))
        .build();
  }

  private static Struct rate(ProtectionView.Rate rate) {
    return Struct.newBuilder()
        .putFields(PoolPolicyFields.REQUESTS_PER_SECOND, of(rate.requestsPerSecond()))
        .putFields(PoolPolicyFields.BURST, of(rate.burst()))
        .build();
  }

  private static void put(Struct.Builder settings, String field, @Nullable Duration written) {
    if (written != null) {
      settings.putFields(field, of(text(written)));
    }
  }

  private static String text(Duration duration) {
    return Durations.toString(
        com.google.protobuf.Duration.newBuilder()
            .setSeconds(duration.getSeconds())
            .setNanos(duration.getNano())
            .build());
  }
}
