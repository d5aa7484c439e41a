package io.grpcpool.client.pool;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the synchronization context. Makes the order in which the endpoints get calls, as the
 * settings say it; a rotation goes on where it was as long as the weights stay.
 */
final class EndpointOrders {

  private final AtomicInteger turn;
  private final CustomChoice custom = new CustomChoice();

  private Balancing wanted = new Balancing.WeightedRoundRobin();
  private long[] weights = {};
  private @Nullable SmoothWeightedRoundRobin rotation;
  private TurnBalance[] balances = {};
  private @Nullable HashRing ring;
  private List<String> ringAddresses = List.of();
  private long[] ringWeights = {};

  /**
   * @param firstTurn any number: clients that start together must not all begin with the first
   *     endpoint
   */
  EndpointOrders(int firstTurn) {
    this.turn = new AtomicInteger(firstTurn);
  }

  /** Takes over the way that is set now. */
  void follow(Balancing balancing) {
    wanted = balancing;
  }

  /**
   * The order over the indexes of the endpoints.
   *
   * @param usable at least one
   */
  Turns over(List<EndpointView> usable) {
    SmoothWeightedRoundRobin byWeight = rotation(usable);
    if (wanted instanceof Balancing.LeastRequest) {
      return unexchanged(
          new LeastRequestOrder(byWeight, usable, () -> ThreadLocalRandom.current().nextInt()));
    }
    if (wanted instanceof Balancing.RingHash ring) {
      return unexchanged(new RingOrder(ring.metadata(), ring(usable), byWeight));
    }
    EndpointOrder own =
        wanted instanceof Balancing.Custom named
            ? custom.order(named.name(), usable, byWeight)
            : null;
    return own == null ? new Turns(call -> byWeight.next(), balances) : unexchanged(own);
  }

  private SmoothWeightedRoundRobin rotation(List<EndpointView> usable) {
    long[] now = sharesOf(usable);
    SmoothWeightedRoundRobin known = rotation;
    if (known == null || !Arrays.equals(now, weights)) {
      known = SmoothWeightedRoundRobin.of(now, turn);
      rotation = known;
      weights = now;
      balances = TurnBalance.of(now);
    }
    return known;
  }

  /** Weights, and while an endpoint is new, that part of its weight which it has climbed to. */
  private static long[] sharesOf(List<EndpointView> usable) {
    boolean climbing = usable.stream().anyMatch(view -> view.share() < SlowStart.FULL);
    return usable.stream()
        .mapToLong(view -> climbing ? view.weight() * view.share() : view.weight())
        .toArray();
  }

  /** By the weights alone: with each step of a slow start the values of others would move. */
  private HashRing ring(List<EndpointView> usable) {
    List<String> addresses = usable.stream().map(EndpointView::address).toList();
    long[] now = usable.stream().mapToLong(EndpointView::weight).toArray();
    HashRing known = ring;
    if (known == null || !addresses.equals(ringAddresses) || !Arrays.equals(now, ringWeights)) {
      known = new HashRing(addresses, now);
      ring = known;
      ringAddresses = addresses;
      ringWeights = now;
    }
    return known;
  }

  private Turns unexchanged(EndpointOrder order) {
    return new Turns(order, TurnBalance.none(weights.length));
  }
}
