package io.grpcpool.planner.size;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Immutable. A service of four endpoints under load, second by second, and the sizes that come of
 * it.
 *
 * @param underWay calls under way in each second, over all pools
 * @param pools connected in each second
 * @param noise the most by which a second's load departs from the trace, as a part of it
 */
record LoadTrace(IntToDoubleFunction underWay, IntUnaryOperator pools, double noise) {

  private static final Instant START = Instant.parse("2030-01-01T12:00:00Z");
  private static final int ENDPOINTS = 4;

  /** The sizes after each second. */
  List<PoolSize> run(PoolSizer sizer, int seconds) {
    SplittableRandom random = new SplittableRandom(seconds);
    List<PoolSize> sizes = new ArrayList<>();
    PoolSize size = PoolSize.initial(sizer.limits());
    for (int second = 0; second < seconds; second++) {
      double factor = 1 + noise * (2 * random.nextDouble() - 1);
      double load = Math.max(0, underWay.applyAsDouble(second)) * factor;
      PoolDemand demand = new PoolDemand(load / 0.05, 0.05, pools.applyAsInt(second), ENDPOINTS);
      size = sizer.next(size, demand, START.plusSeconds(second));
      sizes.add(size);
    }
    return sizes;
  }

  /** How often the size turned from falling to growing or from growing to falling. */
  static int turns(List<PoolSize> sizes) {
    int turns = 0;
    int direction = 0;
    for (int i = 1; i < sizes.size(); i++) {
      int change = Integer.signum(sizes.get(i).connections() - sizes.get(i - 1).connections());
      if (change != 0 && direction != 0 && change != direction) {
        turns++;
      }
      direction = change != 0 ? change : direction;
    }
    return turns;
  }
}
