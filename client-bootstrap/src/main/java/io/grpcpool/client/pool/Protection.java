package io.grpcpool.client.pool;

import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.SubchannelPicker;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe, except for {@link #update} and {@link #protect}, which are confined to the
 * synchronization context. Refuses the calls of one pool before they have a connection. What it
 * refuses is dropped in grpc-java's sense: the call fails at once, even if it waits for ready, and
 * is not tried again.
 */
final class Protection {

  private static final Logger LOG = Logger.getLogger(Protection.class.getName());

  private final PoolName pool;
  private final PoolRegistry registry;
  private final LongSupplier nanoTime;
  private final PickResult circuitOpen;
  private final LongAdder refusedByCircuit = new LongAdder();
  private final LongAdder refusedByRate = new LongAdder();
  private final LongAdder refusedBySaturation = new LongAdder();
  private final PickResult full;
  private volatile @Nullable CircuitBreaker circuit;
  private volatile @Nullable RateGate rate;
  private boolean failsWhenFull;
  private int maxConnections;

  private record RateGate(TokenBucket bucket, PickResult refusal) {}

  Protection(PoolName pool, PoolRegistry registry, LongSupplier nanoTime) {
    this.pool = pool;
    this.registry = registry;
    this.nanoTime = nanoTime;
    this.full =
        PickResult.withDrop(
            Status.RESOURCE_EXHAUSTED.withDescription(
                "every connection of the pool of "
                    + pool
                    + " has as many calls as it may, and saturation is Fail"));
    this.circuitOpen =
        PickResult.withDrop(
            Status.UNAVAILABLE.withDescription(
                "circuit open: too many calls of " + pool + " failed"));
  }

  /** Takes over the settings that hold now. What did not change goes on as it was. */
  void update(PoolConfig now) {
    ProtectionConfig config = now.protection();
    maxConnections = now.connections().max();
    CircuitConfig wanted = config.circuit();
    CircuitBreaker known = circuit;
    if (wanted == null) {
      circuit = null;
    } else if (known == null || !known.config().equals(wanted)) {
      circuit = new CircuitBreaker(wanted, nanoTime.getAsLong());
    }
    failsWhenFull = config.failWhenFull();
    rate = config.rate() == null ? null : limited(config.rate());
  }

  private RateGate limited(RateConfig config) {
    TokenBucket bucket = registry.buckets().bucket(pool.policy(), config, nanoTime.getAsLong());
    return new RateGate(
        bucket,
        PickResult.withDrop(
            Status.RESOURCE_EXHAUSTED.withDescription(
                "rate limit of %d requests per second, burst %d, of this process to %s"
                    .formatted(config.requestsPerSecond(), config.burst(), pool.policy()))));
  }

  /**
   * The picker that asks before it picks; the given one where there is nothing to ask.
   *
   * @param usable the endpoints that the picker picks from
   */
  SubchannelPicker protect(SubchannelPicker picker, List<EndpointView> usable) {
    SubchannelPicker roomy =
        failsWhenFull
            ? new FullPoolPicker(picker, usable, maxConnections, this::refuseForWantOfRoom)
            : picker;
    return circuit == null && rate == null ? roomy : new ProtectedPicker(this, roomy);
  }

  private PickResult refuseForWantOfRoom() {
    return refuse(CallLimit.SATURATION, refusedBySaturation, full);
  }

  /** What a call gets that may not be sent; null: it may. Allocates nothing, waits for nobody. */
  @Nullable PickResult refusal() {
    CircuitBreaker breaker = circuit;
    RateGate gate = rate;
    boolean closed = breaker == null || breaker.isClosed();
    if (gate == null && closed) {
      return null;
    }
    long now = nanoTime.getAsLong();
    if (breaker != null && breaker.refuses(now)) {
      return refuse(CallLimit.CIRCUIT, refusedByCircuit, circuitOpen);
    }
    if (gate != null && !gate.bucket().take(now)) {
      return refuse(CallLimit.RATE, refusedByRate, gate.refusal());
    }
    // Last, so that no probe is lost to the rate.
    return breaker == null || breaker.admits(now)
        ? null
        : refuse(CallLimit.CIRCUIT, refusedByCircuit, circuitOpen);
  }

  private PickResult refuse(CallLimit by, LongAdder count, PickResult refusal) {
    count.increment();
    registry.callRefused(pool, by);
    return refusal;
  }

  /** To be handed to {@link #ended} when the call ends that begins now; null: no need. */
  CircuitBreaker.@Nullable Phase begun() {
    CircuitBreaker breaker = circuit;
    return breaker == null ? null : breaker.phase();
  }

  /** An attempt of a call ended that got as far as a connection. */
  void ended(CircuitBreaker.Phase begunIn, Status.Code code) {
    CircuitBreaker breaker = circuit;
    if (breaker == null || code == Status.Code.CANCELLED) {
      return; // who gives up a call says nothing of the service
    }
    CircuitState now = breaker.ended(begunIn, isFailure(code), nanoTime.getAsLong());
    if (now == CircuitState.OPEN) {
      LOG.log(
          Level.WARNING,
          "pool of {0}: circuit open, calls fail for {1} ms, the last one failed with {2}",
          new Object[] {pool, breaker.config().openFor().toMillis(), code});
    } else if (now == CircuitState.CLOSED) {
      LOG.log(Level.INFO, "pool of {0}: circuit closed, calls are sent again", pool);
    }
  }

  ProtectionStats stats() {
    CircuitBreaker breaker = circuit;
    return new ProtectionStats(
        breaker == null ? CircuitState.CLOSED : breaker.state(),
        refusedByCircuit.sum(),
        refusedByRate.sum(),
        refusedBySaturation.sum());
  }

  /** Of the service, not of the call that it was asked for. */
  private static boolean isFailure(Status.Code code) {
    return switch (code) {
      case UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> true;
      default -> false;
    };
  }
}
